package dev.rebound.api;

import dev.rebound.bus.Latency;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is measured of requests. docs/metrics.md names each of the metrics. For one event loop: the
 * registry gives the same timers to all of them.
 */
final class RequestMeters {
  private final MeterRegistry registry;
  private final Map<Answered, Timer> timers = new HashMap<>();

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Takes note of an answer. */
  void answered(Answered answered, long nanos) {
    timers.computeIfAbsent(answered, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Answered answered) {
    return Latency.timer("rebound.http.requests")
        .tag("route", answered.route())
        .tag("method", answered.method())
        .tag("code", Integer.toString(answered.code()))
        .register(registry);
  }
}
