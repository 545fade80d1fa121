package dev.rebound.api;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The API's HTTP server. */
public final class ApiVerticle extends VerticleBase {
  // An address of 320 characters, each of up to four bytes, percent-encoded, and then some.
  private static final int MAX_REQUEST_LINE = 16_384;
  // Longer than the longest request, which empties a list of millions: the server takes a
  // connection
  // that waits for its answer for an idle one.
  private static final int IDLE_TIMEOUT_SECONDS = 720;
  private static final int GRACE_SECONDS = 20;
  // A negative port is a free one that all instances share, where 0 would be one for each.
  private static final int SHARED_FREE_PORT = -1;

  private final HttpOptions options;
  private final ConnectionLimit connections;
  private final Observation observed;
  private final IntConsumer onListening;
  private HttpServer server;

  ApiVerticle(
      HttpOptions options,
      ConnectionLimit connections,
      Observation observed,
      IntConsumer onListening) {
    this.options = options;
    this.connections = connections;
    this.observed = observed;
    this.onListening = onListening;
  }

  @Override
  public Future<HttpServer> start() {
    server = vertx.createHttpServer(serverOptions());
    return server
        .connectionHandler(connections::opened)
        .requestHandler(observed)
        .invalidRequestHandler(observed::handleInvalid)
        .listen(options.port() == 0 ? SHARED_FREE_PORT : options.port(), options.host())
        .onSuccess(listening -> onListening.accept(listening.actualPort()));
  }

  /** Takes no more connections, and waits a while for requests under way. */
  @Override
  public Future<?> stop() {
    return server.shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
  }

  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setMaxInitialLineLength(MAX_REQUEST_LINE)
        // Java's own client asks to go on with HTTP/2 in its first request, and Vert.x then reads
        // the body of that request before the endpoint can.
        .setHttp2ClearTextEnabled(false)
        // There are none, but their handlers would look at every request and answer.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setIdleTimeout(IDLE_TIMEOUT_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setHandle100ContinueAutomatically(true);
  }
}
