package dev.rebound.api;

import dev.rebound.api.endpoint.RequestData;
import dev.rebound.bus.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Gives each request its id, measures its response, and logs the service's failures and a share of
 * all responses. The name of the route stands for the path, which may hold an address. For one
 * event loop.
 */
final class RequestLog implements Handler<RoutingContext> {
  /** The context's data for the status of a response that was cut off. */
  static final String CUT_OFF_STATUS = "rebound.cut-off-status";

  /** The label of paths that are not served. */
  static final String NO_ROUTE = "none";

  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final String IS_LOGGED = "rebound.is-logged";
  private static final String OTHER_METHOD = "other";
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);
  // The client closed its connection before the response; proxies use the same code.
  private static final int CLIENT_CLOSED = 499;
  private static final int VERSION_NOT_SUPPORTED = 505;
  // An outage fails thousands of requests a second, all for the same reason.
  private static final int FAILURES_A_SECOND = 10;
  private static final double NANOS_A_MILLI = 1e6;

  private final double share;
  private final MeterRegistry registry;
  private final Map<Labels, Timer> timers = new HashMap<>();
  private final Optional<Supplier<Consumer<String>>> spanName;
  private final SplittableRandom random = new SplittableRandom();
  private long second;
  private int failures;

  /** The labels of a timer. A client makes up none of them. */
  private record Labels(String route, String method, int code) {}

  /**
   * @param share of the responses that are logged, 0 to 1
   * @param registry gets a timer for each combination of labels; docs/metrics.md describes them
   * @param spanName returns a function that names the span of the current request
   */
  RequestLog(double share, MeterRegistry registry, Optional<Supplier<Consumer<String>>> spanName) {
    this.share = share;
    this.registry = registry;
    this.spanName = spanName;
  }

  /** Also handles failures, since a request may fail before its first handler. */
  @Override
  public void handle(RoutingContext context) {
    if (context.get(IS_LOGGED) == null) {
      context.put(IS_LOGGED, true);
      begin(context);
    }
    context.next();
  }

  private void begin(RoutingContext context) {
    HttpServerRequest request = context.request();
    RequestData.assignRequestId(request);
    spanName
        .map(Supplier::get)
        .ifPresent(
            name ->
                context.addHeadersEndHandler(
                    head -> name.accept(method(request.method()) + " " + route(context))));
    long start = System.nanoTime();
    context.addEndHandler(
        ended -> {
          int code =
              ended.succeeded()
                  ? request.response().getStatusCode()
                  : context.get(CUT_OFF_STATUS, CLIENT_CLOSED);
          record(
              new Served(
                  RequestData.requestId(context),
                  method(request.method()),
                  route(context),
                  code,
                  request.response().bytesWritten()),
              System.nanoTime() - start);
        });
  }

  /** Measures and logs the response to a request whose head could not be read. */
  void recordUnrouted(String id, int code, long bytes) {
    record(new Served(id, OTHER_METHOD, NO_ROUTE, code, bytes), 0);
  }

  /**
   * A response.
   *
   * @param bytes of its body
   */
  private record Served(String id, String method, String route, int code, long bytes) {}

  private void record(Served served, long nanos) {
    timers
        .computeIfAbsent(new Labels(served.route(), served.method(), served.code()), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
    // A version that is not supported is the client's fault.
    boolean isFailure = served.code() >= 500 && served.code() != VERSION_NOT_SUPPORTED;
    boolean isChosen = share > 0 && random.nextDouble() < share;
    if (isChosen || isFailure && mayLogFailure()) {
      LOG.atLevel(isFailure ? Level.WARN : Level.INFO)
          .addKeyValue("request_id", served.id())
          .addKeyValue("method", served.method())
          .addKeyValue("route", served.route())
          .addKeyValue("code", served.code())
          .addKeyValue("ms", Math.round(nanos / NANOS_A_MILLI * 10) / 10.0)
          .addKeyValue("bytes", served.bytes())
          .log("request");
    }
  }

  private Timer timer(Labels labels) {
    return Meters.timer("rebound.http.requests")
        .tag("route", labels.route())
        .tag("method", labels.method())
        .tag("code", Integer.toString(labels.code()))
        .register(registry);
  }

  /** Whether a failure may be logged now: the first few of each second. */
  boolean mayLogFailure() {
    long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    if (now != second) {
      second = now;
      failures = 0;
    }
    return ++failures <= FAILURES_A_SECOND;
  }

  /** Returns the name of the request's route. */
  static String route(RoutingContext context) {
    Route route = context.currentRoute();
    return route == null || route.getName() == null ? NO_ROUTE : route.getName();
  }

  private static String method(HttpMethod method) {
    return METHODS.contains(method) ? method.name() : OTHER_METHOD;
  }
}
