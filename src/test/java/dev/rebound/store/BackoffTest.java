package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  // Overflows soon, as the system's may.
  private long now = Long.MAX_VALUE - Duration.ofMillis(10).toNanos();
  private double random;
  private final Backoff backoff = new Backoff(() -> now, () -> random);

  @Test
  void theFirstTryAndTheOneAfterTheFirstFailureAreAtOnce() {
    assertTrue(backoff.mayTry());
    backoff.failed();
    assertTrue(backoff.mayTry());
  }

  @ParameterizedTest
  @CsvSource({"2, 50", "3, 100", "4, 200", "5, 400", "6, 800", "7, 1000", "8, 1000", "100, 1000"})
  void eachFurtherFailureDoublesTheWaitUpToASecond(int failures, long millis) {
    fail(failures);
    assertOpensAfter(millis);
  }

  @Test
  void chanceTakesUpToAHalfOff() {
    random = 1;
    fail(3);
    assertOpensAfter(50);
  }

  @Test
  void afterASuccessAFailureWaitsForAShortTime() {
    fail(100);
    backoff.succeeded();
    backoff.failed();
    assertOpensAfter(100);
  }

  @Test
  void afterAQuietWhileTheFirstTryIsAtOnceAgain() {
    fail(100);
    backoff.succeeded();
    pass(5_000);
    backoff.failed();
    assertTrue(backoff.mayTry());
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      backoff.failed();
    }
  }

  private void assertOpensAfter(long millis) {
    pass(millis - 1);
    assertFalse(backoff.mayTry());
    pass(1);
    assertTrue(backoff.mayTry());
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }
}
