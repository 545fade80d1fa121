package dev.rebound.ops;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.http.ConnectionSlots;
import dev.rebound.http.ErrorResponses;
import dev.rebound.http.GuardedServer;
import dev.rebound.http.ReadLimits;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin server: {@code /live} while the process runs, {@code /ready} while the store replies
 * within a second and the service is not stopping, {@code /metrics} for Prometheus, and the mock's
 * controls in mock mode.
 */
public final class AdminVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AdminVerticle.class);
  private static final int IDLE_TIMEOUT_SECONDS = 60;
  private static final int READY_SECONDS = 1;

  /**
   * The limits of the connections.
   *
   * @param connections that may be open, 1 or more; an excess connection is closed
   * @param reading times that a connection may take to send
   */
  public record Limits(int connections, ReadLimits reading) {}

  private final Bus bus;
  private final Metrics metrics;
  private final SocketAddress address;
  private final Limits limits;
  private final Consumer<Router> controls;
  private int open;
  private volatile int bound;
  private volatile boolean isStopping;

  /**
   * @param address to listen on; port 0 for a free port
   * @param controls mounts the routes for all other paths
   */
  public AdminVerticle(
      Bus bus, Metrics metrics, SocketAddress address, Limits limits, Consumer<Router> controls) {
    this.bus = bus;
    this.metrics = metrics;
    this.address = address;
    this.limits = limits;
    this.controls = controls;
  }

  /**
   * Adds a route that matches the raw path, so that a path that cannot be decoded gets 404. The
   * router would log it as an error.
   */
  private static Route rawRoute(Router router, String path) {
    return router.route(path).useNormalizedPath(false);
  }

  /** Mounts 404 for all other paths. */
  public static void noControls(Router router) {
    router.route().handler(context -> respond(context, 404, "try /live, /ready or /metrics"));
  }

  @Override
  public Future<HttpServer> start() {
    Router router = Router.router(vertx);
    router.route().handler(AdminVerticle::secure).failureHandler(AdminVerticle::secureFailure);
    rawRoute(router, "/live").handler(context -> respond(context, 200, "live"));
    rawRoute(router, "/ready").handler(this::ready);
    rawRoute(router, "/metrics").handler(this::metrics);
    controls.accept(router);
    HttpServerOptions options =
        new HttpServerOptions()
            .setIdleTimeout(IDLE_TIMEOUT_SECONDS)
            // GuardedServer needs the decoder of HTTP/1.1 in place from the first byte.
            .setHttp2ClearTextEnabled(false)
            // Spans of probes and scrapes would only be noise.
            .setTracingPolicy(TracingPolicy.IGNORE);
    GuardedServer guarded =
        new GuardedServer(
            options, AdminVerticle::error, limits.reading(), ConnectionSlots.UNBOUNDED);
    return vertx
        .createHttpServer(options)
        .connectionHandler(connection -> opened(connection, guarded))
        .requestHandler(router)
        .listen(address)
        .onSuccess(server -> bound = server.actualPort());
  }

  // All connections are on the event loop of this verticle.
  private void opened(HttpConnection connection, GuardedServer guarded) {
    guarded.guard(connection);
    open++;
    connection.closeHandler(closed -> open--);
    if (open > limits.connections()) {
      connection.close();
    }
  }

  /** Returns the port of the listening socket. To be called after the deployment. */
  public int port() {
    return bound;
  }

  /** Makes the service not ready, so that load balancers send requests elsewhere. */
  public void stopping() {
    isStopping = true;
  }

  private void ready(RoutingContext context) {
    if (isStopping) {
      respond(context, 503, "the service is stopping");
      return;
    }
    bus.ask(Operations.PING, Operations.Empty.INSTANCE)
        // A probe gives up after a second, however long the bus would wait.
        .timeout(READY_SECONDS, TimeUnit.SECONDS)
        .onSuccess(pong -> respond(context, 200, "ready"))
        .onFailure(cause -> respond(context, 503, "the store does not respond"));
  }

  // One at a time and off the event loop, which serves the API too.
  private void metrics(RoutingContext context) {
    vertx
        .executeBlocking(metrics::text)
        .onSuccess(
            text -> context.response().putHeader("Content-Type", Metrics.CONTENT_TYPE).end(text))
        .onFailure(
            cause -> {
              LOG.error("the metrics cannot be read", cause);
              respond(context, 500, "the metrics cannot be read; see the log");
            });
  }

  private static ErrorResponses.ErrorResponse error(ErrorResponses.BrokenRequest request) {
    return new ErrorResponses.ErrorResponse(
        Map.of("Content-Type", "text/plain"), Buffer.buffer(refusal(request.status()) + "\n"));
  }

  private static String refusal(int status) {
    return "request refused: " + status;
  }

  // The router itself refuses a request without a usable host or path before any handler. It logs
  // an error if no failure handler responds, and cannot match an empty path against the controls.
  private static void secureFailure(RoutingContext context) {
    boolean isRefusedByRouter = !context.response().headers().contains("X-Frame-Options");
    addSecurityHeaders(context);
    if (isRefusedByRouter) {
      respond(context, context.statusCode(), refusal(context.statusCode()));
    } else {
      context.next();
    }
  }

  private static void secure(RoutingContext context) {
    addSecurityHeaders(context);
    context.next();
  }

  // Pages of another origin neither frame these nor learn their paths.
  private static void addSecurityHeaders(RoutingContext context) {
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cache-Control", "no-store");
  }

  private static void respond(RoutingContext context, int status, String text) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain")
        .end(text + "\n");
  }
}
