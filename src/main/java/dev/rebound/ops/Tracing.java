package dev.rebound.ops;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.util.Map;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Spans of requests, messages and statements, sent to a collector by OTLP over HTTP.
 * OpenTelemetry's own environment, such as {@code OTEL_TRACES_SAMPLER}, says the rest. Nothing of
 * it is loaded where it is not asked for.
 */
public final class Tracing implements AutoCloseable {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.service.name", "rebound",
          "otel.exporter.otlp.protocol", "http/protobuf",
          "otel.propagators", "tracecontext");

  private final OpenTelemetrySdk sdk;

  private Tracing(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  /**
   * @param endpoint of the collector, without {@code /v1/traces}
   */
  public static Tracing to(String endpoint, SpanNames names) {
    logWithUs();
    Map<String, String> ours =
        Map.of(
            "otel.exporter.otlp.endpoint", endpoint,
            "otel.traces.exporter", "otlp",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");
    return new Tracing(
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(() -> DEFAULTS)
            .addPropertiesCustomizer(given -> ours)
            .addSpanExporterCustomizer((exporter, given) -> new PlainSpans(exporter, names))
            .build()
            .getOpenTelemetrySdk());
  }

  // It logs by java.util.logging: a collector that is away would be told in another form.
  private static void logWithUs() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }

  /** What Vert.x is made with. */
  public VertxTracerFactory factory() {
    return new OpenTelemetryTracingFactory(sdk);
  }

  /** Sends what is left, for some seconds at most. */
  @Override
  public void close() {
    sdk.close();
  }
}
