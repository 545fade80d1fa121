package dev.rebound.http;

import io.vertx.core.Future;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The options of a server that speaks TLS, with HTTP/2 for clients that negotiate it. */
public final class TlsServer {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");
  // The least that RFC 9113, 6.5.2, recommends.
  private static final int MAX_STREAMS = 100;
  // Clients that cancel requests faster lose their connection ("rapid reset").
  private static final int MAX_RESETS = 200;
  private static final int RESET_WINDOW_SECONDS = 30;

  private TlsServer() {}

  /**
   * Makes a server speak TLS 1.2 and 1.3.
   *
   * @param options with the limits of HTTP/1.1, whose sum bounds a head of HTTP/2
   */
  public static HttpServerOptions secure(
      HttpServerOptions options,
      KeyCertOptions certificate,
      ConnectionSlots slots,
      ReadLimits limits) {
    int maxHead = options.getMaxInitialLineLength() + options.getMaxHeaderSize();
    return options
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(certificate)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setSslEngineOptions(new GuardedEngineOptions(slots, limits.head()))
        .setSslHandshakeTimeout(limits.head().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setInitialSettings(
            new Http2Settings()
                .setPushEnabled(false)
                .setMaxConcurrentStreams(MAX_STREAMS)
                .setMaxHeaderListSize(maxHead))
        .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
        .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS);
  }

  /** Serves new connections with another certificate. Open connections keep theirs. */
  public static Future<Boolean> replaceCertificate(HttpServer server, KeyCertOptions certificate) {
    ServerSSLOptions options = new ServerSSLOptions();
    options
        .setUseAlpn(true)
        .setKeyCertOptions(certificate)
        .setEnabledSecureTransportProtocols(PROTOCOLS);
    return server.updateSSLOptions(options);
  }
}
