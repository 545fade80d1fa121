package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.ops.Metrics;
import dev.rebound.ops.Tracing;
import dev.rebound.store.StatementName;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.spi.VertxTracerFactory;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The metrics of a service, and its tracing where the settings name a collector. */
final class Telemetry implements AutoCloseable {
  private final Metrics metrics = new Metrics(version());
  // Empty without tracing, so that none of its classes is loaded.
  private final Optional<Tracing> tracing;

  Telemetry(Settings settings) {
    String endpoint = settings.tracingEndpoint();
    tracing =
        endpoint.isEmpty()
            ? Optional.empty()
            : Optional.of(Tracing.to(endpoint, StatementName::of));
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

  Optional<VertxTracerFactory> tracer() {
    return tracing.map(Tracing::factory);
  }

  /** Returns the naming of request spans; empty without tracing. */
  Optional<Supplier<Consumer<String>>> spanName() {
    return tracing.map(found -> found::spanName);
  }

  @Override
  public void close() {
    metrics.close();
    tracing.ifPresent(Tracing::close);
  }
}
