package dev.rebound.ops;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * The admin server: {@code /live} while the process runs, {@code /ready} while the store answers
 * within a second and nobody has told the service to stop, and what else there is by mode.
 */
public final class AdminVerticle extends VerticleBase {
  private static final int IDLE_TIMEOUT_SECONDS = 60;

  private final Bus bus;
  private final String host;
  private final int port;
  private final Handler<HttpServerRequest> others;
  private volatile int bound;
  private volatile boolean stops;

  /**
   * @param others takes what is for another path
   */
  public AdminVerticle(Bus bus, String host, int port, Handler<HttpServerRequest> others) {
    this.bus = bus;
    this.host = host;
    this.port = port;
    this.others = others;
  }

  /** Answers 404. */
  public static void nothingElse(HttpServerRequest request) {
    say(request, 404, "there is /live and /ready");
  }

  @Override
  public Future<HttpServer> start() {
    HttpServerOptions options = new HttpServerOptions().setIdleTimeout(IDLE_TIMEOUT_SECONDS);
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
      default -> others.handle(request);
    }
  }

  private void ready(HttpServerRequest request) {
    if (stops) {
      say(request, 503, "the service stops");
      return;
    }
    bus.ask(Operations.PING, Operations.Everything.ALL)
        .onSuccess(pong -> say(request, 200, "ready"))
        .onFailure(cause -> say(request, 503, "the store does not answer"));
  }

  private static void say(HttpServerRequest request, int status, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain")
        .end(text + "\n");
  }
}
