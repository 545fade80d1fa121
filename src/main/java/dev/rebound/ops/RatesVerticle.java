package dev.rebound.ops;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;

/** Serves the rates of the last hour. One instance per process. */
public final class RatesVerticle extends VerticleBase {
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Bus bus;
  private final RateHistory history;

  /**
   * @param metrics of the process
   * @param clock of the minutes; never a mock's
   */
  public RatesVerticle(Bus bus, Metrics metrics, Clock clock) {
    this.bus = bus;
    this.history = new RateHistory(metrics.registry(), clock);
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(STEP.toMillis(), tick -> history.sample());
    return bus.serve(Operations.RATES, empty -> Future.succeededFuture(history.rates()));
  }
}
