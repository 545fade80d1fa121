package dev.rebound.retention;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Completes a future after a delay. Tests replace it. */
@FunctionalInterface
public interface Timer {
  Future<Void> after(Duration delay);

  /** Returns a timer of Vert.x, with delays of at least a millisecond. */
  static Timer of(Vertx vertx) {
    return delay -> vertx.timer(Math.max(1, delay.toMillis())).mapEmpty();
  }
}
