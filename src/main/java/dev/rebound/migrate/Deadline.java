package dev.rebound.migrate;

import java.time.Duration;

/** A bounded wait for something that tells nobody when it happens. */
public final class Deadline {
  private static final Duration STEP = Duration.ofMillis(100);

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  public static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  public boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** Lets a moment pass before the next look. */
  public void pause() {
    try {
      Thread.sleep(STEP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the database", e);
    }
  }
}
