package dev.rebound.api.rebound;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches pages of Amazon SNS by HTTPS, with the host verified against the JDK's trust store.
 * Follows no redirects. Failures are those of an unavailable service, so that SNS retries.
 */
public final class SnsClient implements SnsGateway {
  private static final Logger LOG = LoggerFactory.getLogger(SnsClient.class);
  private static final int HTTPS_PORT = 443;
  private static final int TIMEOUT_MS = 5000;
  // A certificate has about 2 KB.
  static final int MAX_BYTES = 1 << 16;

  private final HttpClient client;

  public SnsClient(Vertx vertx) {
    this(vertx, new HttpClientOptions().setSsl(true).setVerifyHost(true));
  }

  /** Creates a client with other options for TLS; for tests. */
  SnsClient(Vertx vertx, HttpClientOptions tls) {
    this.client = vertx.createHttpClient(tls.setConnectTimeout(TIMEOUT_MS).setKeepAlive(false));
  }

  @Override
  public Future<Buffer> get(URI url) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(url.getHost())
            .setPort(url.getPort() < 0 ? HTTPS_PORT : url.getPort())
            .setURI(url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()))
            .setFollowRedirects(false);
    return client.request(options).compose(SnsClient::exchange).recover(SnsClient::unavailable);
  }

  // The log omits the URL, which may hold a token.
  private static Future<Buffer> unavailable(Throwable cause) {
    LOG.warn("a request to Amazon SNS failed: {}", cause.toString());
    return Future.failedFuture(new UnavailableException("Amazon SNS is unavailable", cause));
  }

  // The timeout covers the whole exchange: a response that trickles in would never be idle.
  private static Future<Buffer> exchange(HttpClientRequest request) {
    return request
        .send()
        .compose(SnsClient::body)
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .onFailure(cause -> request.reset());
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    if (response.statusCode() != 200) {
      whole.fail("Amazon SNS responded with status " + response.statusCode());
    }
    response
        .handler(
            bytes -> {
              if (body.length() + bytes.length() > MAX_BYTES) {
                whole.tryFail("the response of Amazon SNS is too long");
              } else {
                body.appendBuffer(bytes);
              }
            })
        .exceptionHandler(whole::tryFail)
        .endHandler(end -> whole.tryComplete(body));
    return whole.future();
  }
}
