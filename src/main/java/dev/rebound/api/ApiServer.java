package dev.rebound.api;

import dev.rebound.api.rebound.HistoryEndpoint;
import dev.rebound.api.rebound.IngestEndpoint;
import dev.rebound.api.rebound.IngestMeters;
import dev.rebound.api.rebound.LookupEndpoint;
import dev.rebound.api.rebound.MessagesEndpoint;
import dev.rebound.api.rebound.WebhookEndpoint;
import dev.rebound.api.v2.V2Endpoints;
import dev.rebound.api.v3.BounceListEndpoints;
import dev.rebound.api.v3.ClassificationEndpoints;
import dev.rebound.api.v3.ScopesEndpoint;
import dev.rebound.api.v3.SingleBounceEndpoints;
import dev.rebound.bus.Bus;
import dev.rebound.classify.Classifier;
import dev.rebound.domain.Scope;
import dev.rebound.ingest.RowDefaults;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes the API's verticles, one an event loop: all of a process share one port and one count of
 * requests and of connections. Every resource that is served is named here.
 */
public final class ApiServer implements Supplier<ApiVerticle> {
  private final Bus bus;
  private final HttpOptions options;
  private final Clock clock;
  private final RowDefaults defaults;
  private final RateLimit rateLimit;
  private final ConnectionLimit connections;
  private final Interception interception;
  private final MeterRegistry registry;
  private final IngestMeters intakeMeters;
  private volatile int port;
  // Of any event loop; all have the same.
  private volatile Routes anyRoutes;

  public ApiServer(
      Bus bus,
      HttpOptions options,
      Classifier classifier,
      Clock clock,
      Interception interception,
      MeterRegistry registry) {
    this.bus = bus;
    this.options = options;
    this.clock = clock;
    this.interception = interception;
    this.registry = registry;
    this.intakeMeters = new IngestMeters(registry);
    this.defaults = new RowDefaults(() -> clock.instant().getEpochSecond(), classifier);
    this.rateLimit = new RateLimit(options.requestsPerMinute(), clock);
    this.connections = new ConnectionLimit(options.maxConnections());
    Gauge.builder("rebound.http.connections", connections, ConnectionLimit::count)
        .register(registry);
  }

  @Override
  public ApiVerticle get() {
    Authentication authentication = new Authentication(bus, options);
    Responder responses = new Responder(clock, interception);
    Routes routes = new Routes(new Gate(authentication, rateLimit, responses));
    resources().forEach(routes::add);
    legacyResources().forEach(resource -> routes.add(resource, options.legacy(), clock));
    anyRoutes = routes;
    Handler<HttpServerRequest> edge = connections.before(interception.before(routes), responses);
    AccessLog accessLog = new AccessLog(options.accessShare());
    Observation observed =
        new Observation(routes, responses, new RequestMeters(registry), accessLog, edge);
    return new ApiVerticle(options, connections, observed, bound -> port = bound);
  }

  private List<Resource> resources() {
    List<Resource> resources = new ArrayList<>();
    resources.add(new BounceListEndpoints(bus, options).resource());
    resources.add(new SingleBounceEndpoints(bus).resource());
    resources.addAll(new ClassificationEndpoints(bus, options.strictAccept()).resources());
    resources.add(new ScopesEndpoint().resource());
    resources.add(new IngestEndpoint(bus, defaults, intakeMeters).resource());
    resources.add(new MessagesEndpoint(bus, defaults, intakeMeters).resource());
    resources.add(new HistoryEndpoint(bus).resource());
    resources.add(new LookupEndpoint(bus).resource());
    resources.add(new WebhookEndpoint(bus, options, defaults, intakeMeters).resource());
    return resources;
  }

  private List<V2Resource> legacyResources() {
    V2Endpoints actions = new V2Endpoints(bus);
    List<V2Resource> resources = new ArrayList<>();
    for (boolean isXml : new boolean[] {false, true}) {
      String form = isXml ? ".xml" : ".json";
      resources.add(
          new V2Resource("/api/bounces.get" + form, isXml, Scope.BOUNCES_READ, actions::get));
      resources.add(
          new V2Resource(
              "/api/bounces.delete" + form, isXml, Scope.BOUNCES_DELETE, actions::delete));
      resources.add(
          new V2Resource("/api/bounces.count" + form, isXml, Scope.BOUNCES_READ, actions::count));
    }
    return resources;
  }

  /** Serves on, but asks clients to go elsewhere with their next request. */
  public void drain() {
    connections.drain();
  }

  /**
   * What requests for a path are called, once a verticle is made: method and template, nothing that
   * a client made up.
   */
  public String requestName(String method, String path) {
    Answered request = Answered.of(anyRoutes.template(path), HttpMethod.valueOf(method), 0);
    return request.method() + " " + request.route();
  }

  /** The port listened on, once a verticle is deployed; the one asked for unless that was 0. */
  public int port() {
    return port;
  }
}
