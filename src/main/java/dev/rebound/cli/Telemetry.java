package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.api.ApiServer;
import dev.rebound.ops.Metrics;
import dev.rebound.ops.SpanNames;
import dev.rebound.ops.Tracing;
import dev.rebound.store.StatementName;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.spi.VertxTracerFactory;

/** What a service tells of itself: metrics always, spans where the settings ask for them. */
final class Telemetry implements SpanNames, AutoCloseable {
  private final Metrics metrics = new Metrics(version());
  // Null without tracing, of which nothing is loaded then.
  private final Tracing tracing;
  private volatile ApiServer api;

  Telemetry(Settings settings) {
    String endpoint = settings.tracingEndpoint();
    tracing = endpoint.isEmpty() ? null : Tracing.to(endpoint, this);
  }

  private static String version() {
    String version = Telemetry.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  Metrics metrics() {
    return metrics;
  }

  MeterRegistry registry() {
    return metrics.registry();
  }

  /** Null without tracing. */
  VertxTracerFactory tracer() {
    return tracing == null ? null : tracing.factory();
  }

  /** Requests are called as this server has them. */
  void observe(ApiServer server) {
    api = server;
  }

  @Override
  public String request(String method, String path) {
    return api == null ? "request" : api.requestName(method, path);
  }

  @Override
  public String statement(String sql) {
    return StatementName.of(sql);
  }

  @Override
  public void close() {
    metrics.close();
    if (tracing != null) {
      tracing.close();
    }
  }
}
