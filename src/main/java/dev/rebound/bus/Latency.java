package dev.rebound.bus;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;

/** How the rooms measure what takes time: in histograms with the same bounds. */
public final class Latency {
  // Milliseconds: from a lookup on an idle machine to what no caller waits for any more. Each bound
  // is a series of its own for every set of labels.
  private static final Duration[] BOUNDS =
      DoubleStream.of(0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToObj(millis -> Duration.ofNanos((long) (millis * 1_000_000)))
          .toArray(Duration[]::new);

  private Latency() {}

  /**
   * A timer to be given its labels and registered.
   *
   * @param name as Micrometer has it, with dots and without a unit
   */
  public static Timer.Builder timer(String name) {
    return Timer.builder(name).serviceLevelObjectives(BOUNDS);
  }
}
