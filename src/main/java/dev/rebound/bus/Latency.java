package dev.rebound.bus;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;

/** Timers whose histograms have the same bounds in every package. */
public final class Latency {
  // Milliseconds: from a lookup on an idle machine to the longest time that a client waits. Each
  // bound adds a time series for every combination of labels.
  private static final Duration[] BOUNDS =
      DoubleStream.of(0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToObj(millis -> Duration.ofNanos((long) (millis * 1_000_000)))
          .toArray(Duration[]::new);

  private Latency() {}

  /**
   * Returns a builder; the caller adds labels and registers the timer.
   *
   * @param name Micrometer's form, with dots and without a unit
   */
  public static Timer.Builder timer(String name) {
    return Timer.builder(name).serviceLevelObjectives(BOUNDS);
  }
}
