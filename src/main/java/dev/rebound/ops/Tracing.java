package dev.rebound.ops;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends spans of requests, bus messages and statements to a collector, by OTLP over HTTP.
 * OpenTelemetry's own environment variables, such as {@code OTEL_TRACES_SAMPLER}, set the rest.
 * Without tracing the process loads none of its classes.
 */
public record Tracing(OpenTelemetrySdk sdk) implements AutoCloseable {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.service.name", "rebound",
          "otel.exporter.otlp.protocol", "http/protobuf",
          "otel.propagators", "tracecontext");

  /**
   * @param endpoint of the collector, without {@code /v1/traces}
   * @param statementName names a statement by its text
   */
  public static Tracing to(String endpoint, UnaryOperator<String> statementName) {
    logThroughSlf4j();
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
            .addSpanExporterCustomizer(
                (exporter, given) -> new PlainSpanExporter(exporter, statementName))
            .build()
            .getOpenTelemetrySdk());
  }

  // OpenTelemetry logs by java.util.logging; its messages join our log.
  private static void logThroughSlf4j() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }

  /** Returns a function that names the span of the request that the event loop handles now. */
  public Consumer<String> spanName() {
    Span span = Span.current();
    return name -> span.updateName(PlainSpan.PREFIX + name);
  }

  /** Returns the factory that Vert.x gets. */
  public VertxTracerFactory factory() {
    return new OpenTelemetryTracingFactory(sdk);
  }

  /** Sends the remaining spans, within some seconds. */
  @Override
  public void close() {
    sdk.close();
  }

  /** Exports spans without private data. */
  private record PlainSpanExporter(SpanExporter exporter, UnaryOperator<String> statementName)
      implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return exporter.export(
          spans.stream().map(span -> (SpanData) new PlainSpan(span, statementName)).toList());
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
