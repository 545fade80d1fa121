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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends deliveries to a target. Like SendGrid it follows no redirects. */
public final class WebhookClient {
  /** The timeout of the connection, and of the exchange after it. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final Duration timeout;

  /**
   * A body with its signature.
   *
   * @param timestamp Unix seconds, as signed
   * @param signature base64
   */
  record Delivery(byte[] body, String timestamp, String signature) {}

  /**
   * The result of a delivery.
   *
   * @param status of the response; 0 without a response
   * @param fault the reason why there is no response; empty otherwise
   */
  record Outcome(int status, String fault) {
    /** Whether the delivery is done: SendGrid never repeats one that got a 2xx (contract, 6.3). */
    boolean isTaken() {
      return status >= 200 && status < 300;
    }
  }

  public WebhookClient(Vertx vertx) {
    this(vertx, TIMEOUT);
  }

  WebhookClient(Vertx vertx, Duration timeout) {
    this.client =
        vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) timeout.toMillis()));
    this.timeout = timeout;
  }

  /** Sends a delivery. The future never fails. */
  Future<Outcome> send(Target target, Delivery delivery) {
    return client
        .request(options(target, delivery))
        .compose(request -> exchange(request, delivery.body()))
        .map(status -> new Outcome(status, ""))
        .otherwise(cause -> new Outcome(0, describe(cause)));
  }

  private RequestOptions options(Target target, Delivery delivery) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(target.address()))
        .setHost(target.url().getHost())
        .setPort(target.address().getPort())
        .setSsl(TargetUrl.isSecure(target.url()))
        .setURI(TargetUrl.path(target.url()))
        .setFollowRedirects(false)
        .setConnectTimeout(timeout.toMillis())
        .putHeader("User-Agent", "SendGrid Event API")
        .putHeader("Content-Type", "application/json")
        .putHeader("Accept-Encoding", "gzip")
        .putHeader(WebhookSignature.SIGNATURE_HEADER, delivery.signature())
        .putHeader(WebhookSignature.TIMESTAMP_HEADER, delivery.timestamp());
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
