package dev.rebound.http;

import dev.rebound.bus.Latency;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is measured of requests. docs/metrics.md names each of the metrics. For one event loop: the
 * registry gives the same timers to all of them.
 */
final class RequestMeters {
  // Whoever makes up methods makes up no series.
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);
  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Map<Answered, Timer> timers = new HashMap<>();

  /** What requests are told apart by; method is null for one that is not known. */
  private record Answered(String route, HttpMethod method, int code) {}

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Takes note of an answer.
   *
   * @param route a template, never a path
   */
  void answered(String route, HttpMethod method, int code, long nanos) {
    Answered answered = new Answered(route, METHODS.contains(method) ? method : null, code);
    timers.computeIfAbsent(answered, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Answered answered) {
    return Latency.timer("rebound.http.requests")
        .tag("route", answered.route())
        .tag("method", answered.method() == null ? OTHER : answered.method().name())
        .tag("code", Integer.toString(answered.code()))
        .register(registry);
  }
}
