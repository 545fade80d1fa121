package dev.rebound.mirror;

import java.time.Duration;

/** Waits, or pretends to. */
@FunctionalInterface
public interface Pause {
  /** Sleeps. */
  Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

  void pause(Duration duration) throws InterruptedException;
}
