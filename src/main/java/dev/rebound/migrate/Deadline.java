package dev.rebound.migrate;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The end of a wait that polls. */
public final class Deadline {
  private static final Duration PAUSE = Duration.ofMillis(100);

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

  /**
   * Polls until there is a result.
   *
   * @param failure the exception once the deadline is over
   */
  public <T> T poll(Supplier<Optional<T>> attempt, Supplier<SetupException> failure) {
    while (true) {
      Optional<T> result = attempt.get();
      if (result.isPresent()) {
        return result.get();
      }
      if (isOver()) {
        throw failure.get();
      }
      pause();
    }
  }

  /** Sleeps until the next poll. */
  public void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the database", e);
    }
  }
}
