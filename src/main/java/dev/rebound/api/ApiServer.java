package dev.rebound.api;

import dev.rebound.api.rebound.IngestMeters;
import dev.rebound.bus.Bus;
import dev.rebound.classify.Classifier;
import dev.rebound.http.Descriptors;
import dev.rebound.ingest.RowDefaults;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supplies the API's verticles, one for each event loop. They share one port and the limits of
 * requests and connections.
 */
public final class ApiServer implements Supplier<ApiVerticle> {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private final ApiShared shared;
  private final AtomicBoolean isFirst = new AtomicBoolean(true);
  private volatile int port;

  public ApiServer(
      Bus bus,
      HttpOptions options,
      Classifier classifier,
      Clock clock,
      MeterRegistry registry,
      ApiHooks hooks) {
    ConnectionLimit connections =
        new ConnectionLimit(maxConnections(options), options.maxConnectionsPerAddress());
    Gauge.builder("rebound.http.connections", connections, ConnectionLimit::count)
        .register(registry);
    this.shared =
        new ApiShared(
            bus,
            options,
            clock,
            new RowDefaults(() -> clock.instant().getEpochSecond(), classifier),
            new RateLimit(options.requestsPerMinute(), clock),
            connections,
            ResponseMemoryLimit.ofHeap(registry),
            new IngestMeters(registry),
            registry,
            hooks);
  }

  private static int maxConnections(HttpOptions options) {
    int wanted = options.maxConnections();
    int allowed = Descriptors.forApi(wanted, options.maxAdminConnections());
    if (allowed < wanted) {
      LOG.warn(
          "the limit of open files allows {} connections, not {}; raise it (ulimit -n) or lower"
              + " REBOUND_LIMIT_CONNECTIONS",
          allowed,
          wanted);
    }
    return allowed;
  }

  @Override
  public ApiVerticle get() {
    return new ApiVerticle(shared, bound -> port = bound, isFirst.getAndSet(false));
  }

  /** Keeps serving, but makes each response ask its client to connect elsewhere. */
  public void drain() {
    shared.connections().drain();
  }

  /** Forgets the requests that count towards the rate limits. */
  public void resetRateLimits() {
    shared.rateLimit().reset();
  }

  /** Returns the port of the listening socket. To be called after the verticles are deployed. */
  public int port() {
    return port;
  }
}
