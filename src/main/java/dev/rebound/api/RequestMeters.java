package dev.rebound.api;

import dev.rebound.bus.Latency;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures requests. docs/metrics.md names each metric. For one event loop; the registry gives the
 * same timers to all of them.
 */
final class RequestMeters {
  private final MeterRegistry registry;
  private final Map<Labels, Timer> timers = new HashMap<>();

  /** Labels that hold nothing a client made up. */
  private record Labels(String route, String method, int code) {}

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void record(String route, String method, int code, long nanos) {
    timers
        .computeIfAbsent(new Labels(route, method, code), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Labels labels) {
    return Latency.timer("rebound.http.requests")
        .tag("route", labels.route())
        .tag("method", labels.method())
        .tag("code", Integer.toString(labels.code()))
        .register(registry);
  }
}
