package dev.rebound.mock.event;

import dev.rebound.api.rebound.WebhookSignature;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Sends deliveries to targets. Like SendGrid it follows no redirects. */
public final class WebhookClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final LongSupplier now;
  private final HttpClient client;
  private final Duration timeout;

  /**
   * The result of a delivery.
   *
   * @param status of the response; 0 without a response
   * @param fault the reason why there is no response; empty otherwise
   */
  public record Outcome(int status, String fault) {
    /** Whether the delivery is done: SendGrid never repeats one that got a 2xx (contract, 6.3). */
    public boolean isTaken() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * @param now in Unix seconds
   */
  public WebhookClient(Vertx vertx, LongSupplier now) {
    this(vertx, now, TIMEOUT);
  }

  /**
   * @param timeout of the connection, and of the exchange after it
   */
  WebhookClient(Vertx vertx, LongSupplier now, Duration timeout) {
    this.vertx = vertx;
    this.now = now;
    this.client =
        vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) timeout.toMillis()));
    this.timeout = timeout;
  }

  /**
   * Sends a body. The future never fails for the target. Each try is signed anew: SendGrid's
   * behaviour is not documented, and a receiver may refuse an old timestamp.
   *
   * @param signer empty for an unsigned delivery
   */
  public Future<Outcome> send(Target target, Optional<EventSigner> signer, byte[] body) {
    if (signer.isEmpty()) {
      return send(options(target), body);
    }
    String timestamp = Long.toString(now.getAsLong());
    return vertx
        .executeBlocking(() -> signer.get().sign(timestamp, body), false)
        .compose(
            signature ->
                send(
                    options(target)
                        .putHeader(WebhookSignature.SIGNATURE_HEADER, signature)
                        .putHeader(WebhookSignature.TIMESTAMP_HEADER, timestamp),
                    body));
  }

  private Future<Outcome> send(RequestOptions options, byte[] body) {
    return client
        .request(options)
        .compose(request -> exchange(request, body))
        .map(status -> new Outcome(status, ""))
        .otherwise(cause -> new Outcome(0, describe(cause)));
  }

  private RequestOptions options(Target target) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(target.address()))
        .setHost(target.url().getHost())
        .setPort(target.address().getPort())
        .setSsl(target.isSecure())
        .setURI(target.path())
        .setFollowRedirects(false)
        .setConnectTimeout(timeout.toMillis())
        .putHeader("User-Agent", "SendGrid Event API")
        .putHeader("Content-Type", "application/json")
        .putHeader("Accept-Encoding", "gzip");
  }

  // The timeout covers the whole exchange: a response that trickles in would never be idle.
  private Future<Integer> exchange(HttpClientRequest request, byte[] body) {
    return request
        .send(Buffer.buffer(body))
        .compose(WebhookClient::drain)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cause -> request.reset());
  }

  private static Future<Integer> drain(HttpClientResponse response) {
    return response.end().map(response.statusCode());
  }

  // The client's messages may quote the response.
  private String describe(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "no answer within " + timeout.toMillis() + " ms";
    }
    return cause instanceof ConnectException
        ? "it cannot be reached"
        : "the connection failed (" + cause.getClass().getSimpleName() + ")";
  }
}
