package dev.rebound.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.internal.PlatformDependent;
import java.util.List;
import java.util.Objects;

/** The metrics of all rooms and of the process, in Prometheus' text format. */
public final class Metrics implements AutoCloseable {
  /** The media type of {@link #text()}. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private boolean isProcessKnown;

  /** Returns the registry that the rooms register their metrics in. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Returns all metrics. Takes some milliseconds, the first time more: not for event loops. */
  synchronized String text() {
    addProcess();
    return registry.scrape(CONTENT_TYPE);
  }

  // Java's own beans take a tenth of a start to load, so that the first scrape loads them.
  private void addProcess() {
    if (isProcessKnown) {
      return;
    }
    isProcessKnown = true;
    List<MeterBinder> binders =
        List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            collections,
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
    // Java's own metrics of buffers do not include Netty's memory.
    Gauge.builder("rebound.netty.direct.bytes", PlatformDependent::usedDirectMemory)
        .register(registry);
    String version = Metrics.class.getPackage().getImplementationVersion();
    Gauge.builder("rebound.build.info", () -> 1)
        .tag("version", Objects.requireNonNullElse(version, "unpackaged"))
        .tag("java", System.getProperty("java.version"))
        .register(registry);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
