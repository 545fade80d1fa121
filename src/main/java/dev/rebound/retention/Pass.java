package dev.rebound.retention;

import io.vertx.core.Future;
import java.time.Duration;

/** One pass over all accounts. */
public interface Pass {
  /** Runs the pass. Fails when the store does; the next pass continues. */
  Future<?> run();

  /** Ends the pass after its current batch. */
  void stop();

  /** Completes a future after a delay. Tests replace it. */
  interface Timer {
    Future<Void> after(Duration delay);
  }

  /** Makes a pass at the time of its start. */
  interface Factory {
    Pass create(Timer timer);
  }
}
