package dev.rebound.mirror;

import java.time.Duration;

/** Waits. Tests replace it. */
@FunctionalInterface
public interface Sleeper {
  Sleeper SYSTEM = duration -> Thread.sleep(duration.toMillis());

  void sleep(Duration duration) throws InterruptedException;
}
