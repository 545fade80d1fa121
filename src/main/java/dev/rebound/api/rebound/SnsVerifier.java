package dev.rebound.api.rebound;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies messages of Amazon SNS and confirms subscriptions. For one event loop. The certificate
 * comes by HTTPS from a host of SNS: the TLS connection proves its origin.
 */
final class SnsVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(SnsVerifier.class);
  // Amazon renews a region's certificate about once a year.
  private static final int MAX_CERTIFICATES = 16;
  // Senders of forged messages must not make the service fetch without end.
  private static final int MAX_PENDING = 4;

  private final SnsGateway gateway;
  private final LongSupplier now;
  private final Map<URI, X509Certificate> certificates =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, X509Certificate> eldest) {
          return size() > MAX_CERTIFICATES;
        }
      };
  private final Map<URI, Future<X509Certificate>> pending = new LinkedHashMap<>();

  /**
   * @param now Unix seconds
   */
  SnsVerifier(SnsGateway gateway, LongSupplier now) {
    this.gateway = gateway;
    this.now = now;
  }

  /**
   * Verifies a message, and confirms the subscription that it asks for.
   *
   * @return the events as JSON; empty when the proof is wrong
   */
  Future<Optional<Buffer>> verify(String topicArn, Buffer body) {
    Context context = Vertx.currentContext();
    return context
        .executeBlocking(() -> SnsMessage.read(body.getBytes(), topicArn), false)
        .compose(
            read ->
                read.filter(SnsMessage::hasAllowedUrls)
                    .map(message -> verify(context, message))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<Buffer>> verify(Context context, SnsMessage message) {
    return certificate(message.certificateUrl().orElseThrow())
        .compose(
            found ->
                context.executeBlocking(
                    () -> message.isSigned(found, Instant.ofEpochSecond(now.getAsLong())), false))
        .compose(
            isSigned ->
                isSigned
                    ? confirm(message).map(done -> Optional.of(Buffer.buffer(message.events())))
                    : Future.succeededFuture(Optional.empty()));
  }

  private Future<?> confirm(SnsMessage message) {
    if (message.endsSubscription()) {
      LOG.warn("{} ended its subscription: its bounces arrive no more", message.topicArn());
    }
    return message.subscribeUrl().map(gateway::get).orElseGet(Future::succeededFuture);
  }

  private Future<X509Certificate> certificate(URI url) {
    X509Certificate known = certificates.get(url);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    Future<X509Certificate> shared = pending.get(url);
    if (shared != null) {
      return shared;
    }
    if (pending.size() >= MAX_PENDING) {
      return Future.failedFuture(
          new UnavailableException("too many certificates of Amazon SNS are being fetched"));
    }
    Future<X509Certificate> fetched =
        gateway.get(url).map(SnsVerifier::parse).onSuccess(found -> certificates.put(url, found));
    pending.put(url, fetched);
    return fetched.onComplete(done -> pending.remove(url));
  }

  private static X509Certificate parse(Buffer pem) {
    try {
      return SnsMessage.parseCertificate(pem.getBytes());
    } catch (CertificateException e) {
      throw new UnavailableException("the certificate of Amazon SNS is malformed", e);
    }
  }
}
