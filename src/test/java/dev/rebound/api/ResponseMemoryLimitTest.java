package dev.rebound.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ResponseMemoryLimitTest {
  private static final int MAX = 1 << 20;
  private static final int QUARTER = MAX / 4;

  private final ResponseMemoryLimit limit = new ResponseMemoryLimit(MAX);

  @Test
  void aResponseWaitsUntilItsMemoryReturns(Vertx vertx) {
    limit.reserve(1, MAX);
    Future<Void> first = limit.reserveFirst(vertx, 2, QUARTER);
    Future<Void> rest = limit.reserveRest(vertx, 3, MAX - QUARTER);
    assertFalse(first.isComplete());
    limit.release(1, MAX);
    first.await();
    rest.await();
    assertFalse(limit.reserve(4, QUARTER));
    limit.release(2, QUARTER);
    assertTrue(limit.reserve(4, QUARTER));
  }

  @Test
  void anAccountAtItsShareHoldsUpNoOther(Vertx vertx) {
    limit.reserve(1, MAX / 2);
    limit.reserve(2, MAX / 2);
    Future<Void> greedy = limit.reserveFirst(vertx, 1, QUARTER);
    Future<Void> other = limit.reserveFirst(vertx, 3, QUARTER);
    limit.release(2, MAX / 2);
    other.await();
    assertFalse(greedy.isComplete());
  }

  @Test
  void aWaitEnds(Vertx vertx) {
    limit.reserve(1, MAX);
    Future<Void> late = limit.reserveFirst(vertx, 2, QUARTER);
    assertThrows(UnavailableException.class, late::await);
    limit.release(1, MAX);
    assertTrue(limit.reserve(2, MAX));
  }

  @Test
  void theBytesOfWaitingResponsesAreBounded(Vertx vertx) {
    limit.reserve(1, MAX);
    limit.reserveFirst(vertx, 2, QUARTER);
    limit.reserveFirst(vertx, 3, QUARTER);
    Future<Void> excess = limit.reserveFirst(vertx, 4, QUARTER);
    assertTrue(excess.failed(), "fails at once");
    assertFalse(limit.reserveRest(vertx, 5, QUARTER).isComplete(), "a later part waits");
  }

  @Test
  void anAccountGetsHalf() {
    assertTrue(limit.reserve(1, QUARTER));
    assertTrue(limit.reserve(1, QUARTER));
    assertFalse(limit.reserve(1, QUARTER));
    assertTrue(limit.reserve(2, QUARTER));
    limit.release(1, QUARTER);
    assertTrue(limit.reserve(1, QUARTER));
  }

  @Test
  void allAccountsTogetherGetTheWhole() {
    for (int account = 1; account <= 4; account++) {
      assertTrue(limit.reserve(account, QUARTER));
    }
    assertFalse(limit.reserve(5, QUARTER));
    limit.release(3, QUARTER);
    assertTrue(limit.reserve(5, QUARTER));
  }

  @Test
  void aBodyLargerThanTheShareGoesOutAlone() {
    assertTrue(limit.reserve(1, MAX - QUARTER));
    assertFalse(limit.reserve(1, QUARTER));
    assertTrue(limit.reserve(2, QUARTER));
  }

  @Test
  void smallBodiesAreNotCounted() {
    assertTrue(limit.reserve(1, MAX));
    assertTrue(limit.reserve(1, ResponseMemoryLimit.SMALL_BYTES));
    assertFalse(limit.reserve(1, ResponseMemoryLimit.SMALL_BYTES + 1));
  }
}
