package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FairQueueTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final List<String> started = new ArrayList<>();
  private final Deque<Promise<String>> running = new ArrayDeque<>();
  private Vertx vertx;

  @BeforeEach
  void use(Vertx injected) {
    vertx = injected;
  }

  private Future<String> add(FairQueue queue, String key, String task) {
    return queue.run(
        key,
        () -> {
          started.add(task);
          Promise<String> result = Promise.promise();
          running.add(result);
          return result.future();
        });
  }

  private void finishOldest() {
    running.remove().complete("done");
  }

  @Test
  void aKeyLeavesHalfFreeForTheOthers() {
    FairQueue queue = new FairQueue(vertx, 4, 100, LONG);
    for (int i = 0; i < 10; i++) {
      add(queue, "busy", "busy");
    }
    assertEquals(List.of("busy", "busy"), started);
    add(queue, "other", "other");
    assertEquals("other", started.get(2));
    finishOldest();
    assertEquals(4, started.size(), "the busy key has its share again");
  }

  @Test
  void keysTakeTurns() {
    FairQueue queue = new FairQueue(vertx, 1, 100, LONG);
    for (String task : List.of("a1", "a2", "a3", "b1", "b2", "c1")) {
      add(queue, task.substring(0, 1), task);
    }
    while (!running.isEmpty()) {
      finishOldest();
    }
    assertEquals(List.of("a1", "a2", "b1", "c1", "a3", "b2"), started);
  }

  @Test
  void pastTheBoundOnlyTheFirstTaskOfAKeyWaits() {
    FairQueue queue = new FairQueue(vertx, 1, 2, LONG);
    add(queue, "busy", "first");
    add(queue, "busy", "second");
    add(queue, "busy", "third");
    assertUnavailable(add(queue, "busy", "refused"));
    assertFalse(add(queue, "a", "a").isComplete());
    assertFalse(add(queue, "b", "b").isComplete());
    assertUnavailable(add(queue, "c", "twice the bound"));
    while (!running.isEmpty()) {
      finishOldest();
    }
    assertEquals(List.of("first", "second", "a", "b", "third"), started);
  }

  private static void assertUnavailable(Future<?> result) {
    assertTrue(result.failed());
    assertEquals(UnavailableException.class, result.cause().getClass());
  }

  @Test
  void aTaskThatWaitedTooLongDoesNotRun() {
    FairQueue queue = new FairQueue(vertx, 1, 2, Duration.ofMillis(1));
    add(queue, "busy", "first");
    Future<String> late = add(queue, "other", "late");
    assertThrows(UnavailableException.class, late::await);
    finishOldest();
    assertEquals(List.of("first"), started);
    assertFalse(add(queue, "other", "next").isComplete());
    assertEquals(List.of("first", "next"), started);
  }

  @Test
  void aTaskThatFailsOrThrowsFreesItsPlace() {
    FairQueue queue = new FairQueue(vertx, 1, 2, LONG);
    add(queue, "a", "fails");
    Future<Object> thrown =
        queue.run(
            "b",
            () -> {
              throw new IllegalStateException("thrown");
            });
    add(queue, "c", "runs");
    running.remove().fail("failed");
    assertTrue(thrown.failed());
    assertEquals(List.of("fails", "runs"), started);
  }
}
