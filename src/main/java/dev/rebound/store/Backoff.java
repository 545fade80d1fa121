package dev.rebound.store;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * When a server that could not be reached may be tried again: at once after a first failure, then
 * after 50 ms, 100 ms and so on up to a second, each shortened by up to a half at random, so that
 * the instances of a service do not come all at the same moment.
 */
final class Backoff {
  private static final long FIRST = Duration.ofMillis(50).toNanos();
  private static final long LONGEST = Duration.ofSeconds(1).toNanos();
  // Two failures with as much between them have nothing to do with each other.
  private static final long QUIET = Duration.ofSeconds(5).toNanos();
  private static final int MOST_DOUBLED = 5;
  private static final int AFTER_SUCCESS = 2;

  private final LongSupplier nanoTime;
  private final DoubleSupplier random;
  private int failures;
  private long lastFailure;
  private long notBefore;

  /**
   * @param nanoTime as of {@link System#nanoTime}
   * @param random from 0 to 1
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
    notBefore = now + (long) (wait(failures - 1) * (1 - random.getAsDouble() / 2));
  }

  private static long wait(int again) {
    return again == 0 ? 0 : Math.min(LONGEST, FIRST << Math.min(again - 1, MOST_DOUBLED));
  }

  /**
   * The next failure waits for a short time again, but waits: a server that can be reached and then
   * fails is none to ask without a pause.
   */
  void succeeded() {
    failures = Math.min(failures, AFTER_SUCCESS);
  }
}
