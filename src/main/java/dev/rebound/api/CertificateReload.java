package dev.rebound.api;

import dev.rebound.http.ServerCertificate;
import dev.rebound.http.TlsServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves new connections with a new certificate as soon as its files have changed. */
final class CertificateReload {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateReload.class);
  private static final long PERIOD_MILLIS = 2_000;

  private final Vertx vertx;
  private final HttpServer server;
  private final ServerCertificate certificate;

  CertificateReload(Vertx vertx, HttpServer server, ServerCertificate certificate) {
    this.vertx = vertx;
    this.server = server;
    this.certificate = certificate;
  }

  void start() {
    vertx.setPeriodic(PERIOD_MILLIS, tick -> reload());
  }

  private void reload() {
    vertx
        .executeBlocking(certificate::reload)
        .compose(
            hasChanged ->
                hasChanged
                    ? TlsServer.replaceCertificate(server, certificate.current())
                    : Future.succeededFuture(false))
        .onSuccess(
            hasChanged -> {
              if (hasChanged) {
                LOG.info("new connections get the new certificate");
              }
            })
        .onFailure(cause -> LOG.error("the certificate does not change: {}", cause.getMessage()));
  }
}
