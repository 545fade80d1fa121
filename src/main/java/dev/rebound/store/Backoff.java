package dev.rebound.store;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Exponential backoff for connection attempts: none after the first failure, then 50 ms, 100 ms and
 * so on up to a second. Each delay is shortened at random, by up to a half, so that the instances
 * of a service do not connect all at once.
 */
final class Backoff {
  private static final long FIRST = Duration.ofMillis(50).toNanos();
  private static final long LONGEST = Duration.ofSeconds(1).toNanos();
  // After this time without a failure, the next failure counts as the first.
  private static final long QUIET = Duration.ofSeconds(5).toNanos();
  private static final int MAX_DOUBLINGS = 5;
  private static final int FAILURES_AFTER_SUCCESS = 2;

  private final LongSupplier nanoTime;
  private final DoubleSupplier random;
  private int failures;
  private long lastFailure;
  private long notBefore;

  /**
   * @param nanoTime a clock like {@link System#nanoTime}
   * @param random returns 0 to 1
   */
  Backoff(LongSupplier nanoTime, DoubleSupplier random) {
    this.nanoTime = nanoTime;
    this.random = random;
    this.notBefore = nanoTime.getAsLong();
    this.lastFailure = notBefore - QUIET;
  }

  boolean mayTry() {
    return nanoTime.getAsLong() - notBefore >= 0;
  }

  void failed() {
    long now = nanoTime.getAsLong();
    failures = now - lastFailure >= QUIET ? 1 : failures + 1;
    lastFailure = now;
    notBefore = now + (long) (delay(failures - 1) * (1 - random.getAsDouble() / 2));
  }

  private static long delay(int retries) {
    return retries == 0 ? 0 : Math.min(LONGEST, FIRST << Math.min(retries - 1, MAX_DOUBLINGS));
  }

  /**
   * Resets the delay to a short one, not to none: a server may accept connections and then fail.
   */
  void succeeded() {
    failures = Math.min(failures, FAILURES_AFTER_SUCCESS);
  }
}
