package dev.rebound.ops;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.tracing.TracingPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin server: {@code /live} while the process runs, {@code /ready} while the store answers
 * within a second and nobody has told the service to stop, {@code /metrics} for Prometheus, and
 * what else there is by mode.
 */
public final class AdminVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AdminVerticle.class);
  private static final int IDLE_TIMEOUT_SECONDS = 60;
  private static final int READY_SECONDS = 1;

  private final Bus bus;
  private final Metrics metrics;
  private final String host;
  private final int port;
  private final Handler<HttpServerRequest> others;
  private volatile int bound;
  private volatile boolean stops;

  /**
   * @param others takes what is for another path
   */
  public AdminVerticle(
      Bus bus, Metrics metrics, String host, int port, Handler<HttpServerRequest> others) {
    this.bus = bus;
    this.metrics = metrics;
    this.host = host;
    this.port = port;
    this.others = others;
  }

  /** Answers 404. */
  public static void nothingElse(HttpServerRequest request) {
    say(request, 404, "there is /live, /ready and /metrics");
  }

  @Override
  public Future<HttpServer> start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setIdleTimeout(IDLE_TIMEOUT_SECONDS)
            // Probes and scrapes tell nobody anything.
            .setTracingPolicy(TracingPolicy.IGNORE);
    return vertx
        .createHttpServer(options)
        .requestHandler(this::handle)
        .listen(port, host)
        .onSuccess(server -> bound = server.actualPort());
  }

  /** The port listened on, once it is deployed; the one asked for unless that was 0. */
  public int port() {
    return bound;
  }

  /** Is not ready any more: whoever passes requests on shall pass them to another service. */
  public void stopping() {
    stops = true;
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/live" -> say(request, 200, "live");
      case "/ready" -> ready(request);
      case "/metrics" -> metrics(request);
      default -> others.handle(request);
    }
  }

  private void ready(HttpServerRequest request) {
    if (stops) {
      say(request, 503, "the service stops");
      return;
    }
    bus.ask(Operations.PING, Operations.Everything.ALL)
        // Whatever the bus allows: who asks for readiness waits no longer either.
        .timeout(READY_SECONDS, TimeUnit.SECONDS)
        .onSuccess(pong -> say(request, 200, "ready"))
        .onFailure(cause -> say(request, 503, "the store does not answer"));
  }

  // One at a time and off the event loop, which has requests of the API to serve.
  private void metrics(HttpServerRequest request) {
    vertx
        .executeBlocking(metrics::text)
        .onSuccess(text -> say(request, 200, Metrics.CONTENT_TYPE, text))
        .onFailure(cause -> fail(request, cause));
  }

  private static void fail(HttpServerRequest request, Throwable cause) {
    LOG.error("the metrics cannot be told", cause);
    say(request, 500, "the metrics cannot be told; the log says why");
  }

  private static void say(HttpServerRequest request, int status, String text) {
    say(request, status, "text/plain", text + "\n");
  }

  private static void say(HttpServerRequest request, int status, String type, String text) {
    request.response().setStatusCode(status).putHeader("Content-Type", type).end(text);
  }
}
