package dev.rebound.retention;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Waits, or pretends to. */
@FunctionalInterface
public interface Pauses {
  Future<Void> pause(Duration duration);

  /** By timers, of at least a millisecond. */
  static Pauses timed(Vertx vertx) {
    return duration -> vertx.timer(Math.max(1, duration.toMillis())).mapEmpty();
  }
}
