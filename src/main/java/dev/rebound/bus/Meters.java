package dev.rebound.bus;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;

/** Meters whose histograms have the same bounds in every package. */
public final class Meters {
  // Up to the largest batch.
  private static final double[] BATCH_SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  // Milliseconds: from a lookup on an idle machine to the longest time that a client waits. Each
  // bound adds a time series for every combination of labels.
  private static final Duration[] LATENCIES =
      DoubleStream.of(0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToObj(millis -> Duration.ofNanos((long) (millis * 1_000_000)))
          .toArray(Duration[]::new);

  private Meters() {}

  /**
   * Returns a builder; the caller adds labels and registers the timer.
   *
   * @param name Micrometer's form, with dots and without a unit
   */
  public static Timer.Builder timer(String name) {
    return Timer.builder(name).serviceLevelObjectives(LATENCIES);
  }

  /**
   * Registers a histogram of how many requests share one batch.
   *
   * @param what the kind of request, the value of the label {@code what}
   */
  public static DistributionSummary batchSize(MeterRegistry registry, String what) {
    return DistributionSummary.builder("rebound.coalesced.batch.size")
        .serviceLevelObjectives(BATCH_SIZES)
        .tag("what", what)
        .register(registry);
  }
}
