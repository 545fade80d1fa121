package dev.rebound.api;

import dev.rebound.http.GuardedServer;
import dev.rebound.http.ServerCertificate;
import dev.rebound.http.TlsServer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The API's HTTP server. */
public final class ApiVerticle extends VerticleBase {
  // Fits an address of 320 characters of up to four bytes each, percent-encoded.
  private static final int MAX_REQUEST_LINE = 16_384;
  // The last bound, for clients that do not read their response. It exceeds the longest request,
  // which empties a list of millions: Vert.x counts a connection that waits for its response as
  // idle.
  private static final int IDLE_TIMEOUT_SECONDS = 720;
  private static final int GRACE_SECONDS = 20;
  // Vert.x shares a negative port among all instances; 0 would be a free port for each.
  private static final int SHARED_FREE_PORT = -1;

  private final ApiShared shared;
  private final IntConsumer onListening;
  private final boolean reloadsCertificate;
  private HttpServer server;

  /**
   * @param reloadsCertificate for one of the verticles, whose servers share the certificate
   */
  ApiVerticle(ApiShared shared, IntConsumer onListening, boolean reloadsCertificate) {
    this.shared = shared;
    this.onListening = onListening;
    this.reloadsCertificate = reloadsCertificate;
  }

  @Override
  public Future<HttpServer> start() {
    HttpOptions options = shared.options();
    ApiRouter router = new ApiRouter(vertx, shared);
    HttpServerOptions serverOptions = serverOptions();
    options
        .certificate()
        .ifPresent(
            certificate ->
                TlsServer.secure(
                    serverOptions,
                    certificate.current(),
                    shared.connections(),
                    options.readLimits()));
    GuardedServer guarded =
        new GuardedServer(
            serverOptions, router.brokenRequests(), options.readLimits(), shared.connections());
    server = vertx.createHttpServer(serverOptions);
    return server
        .connectionHandler(guarded::guard)
        .requestHandler(guarded.guard(router.mount()))
        .listen(options.port() == 0 ? SHARED_FREE_PORT : options.port(), options.host())
        .onSuccess(
            listening -> {
              onListening.accept(listening.actualPort());
              if (reloadsCertificate) {
                options.certificate().ifPresent(this::reloadOnChange);
              }
            });
  }

  private void reloadOnChange(ServerCertificate certificate) {
    new CertificateReload(vertx, server, certificate).start();
  }

  /** Takes no more connections, and waits for requests in flight. */
  @Override
  public Future<?> stop() {
    return server.shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
  }

  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setMaxInitialLineLength(MAX_REQUEST_LINE)
        // Java's own client asks for HTTP/2 in its first request, and Vert.x then reads the body of
        // that request before the endpoint can.
        .setHttp2ClearTextEnabled(false)
        // No route serves WebSockets, but their handlers would look at every request and response.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setIdleTimeout(IDLE_TIMEOUT_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setHandle100ContinueAutomatically(true);
  }
}
