package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.BodyStream;
import dev.rebound.api.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Writes responses. For one event loop. */
public final class Responder {
  // SendGrid's spelling; the constants of Vert.x are lower case.
  private static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  private static final CharSequence DATE = HttpHeaders.createOptimized("Date");
  private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
  private static final CharSequence RETRY_SECONDS = HttpHeaders.createOptimized("1");
  private static final int UNAVAILABLE = Problem.UNAVAILABLE.status();
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private final Clock clock;
  private final Optional<Interceptor> interceptor;
  private long dateSecond = -1;
  private String date;

  Responder(Clock clock, Optional<Interceptor> interceptor) {
    this.clock = clock;
    this.interceptor = interceptor;
  }

  /** Writes a response, or what the interceptor makes of it. */
  public void send(RoutingContext context, ApiResponse response) {
    Future.succeededFuture(response)
        .map(given -> interceptor.map(found -> found.change(context, given)).orElse(given))
        .compose(changed -> write(context.request(), changed))
        .onFailure(context::fail);
  }

  private Future<Void> write(HttpServerRequest request, ApiResponse response) {
    HttpServerResponse head = request.response().setStatusCode(response.status());
    MultiMap headers = head.headers();
    headers.set(DATE, date());
    response.headers().forEach(headers::set);
    if (response.status() == UNAVAILABLE) {
      headers.set(RETRY_AFTER, RETRY_SECONDS);
    }
    // The rest of the request's body has to be read before the connection's next request.
    if (!request.isEnded()) {
      request.resume();
    }
    return response
        .body()
        .map(body -> writeBody(head, request.method() == HttpMethod.HEAD, body))
        .orElseGet(head::end);
  }

  private static Future<Void> writeBody(
      HttpServerResponse response, boolean isHead, ApiResponse.Body body) {
    response.putHeader(CONTENT_TYPE, body.contentType());
    Buffer first = body.first().bytes();
    Optional<BodyStream> rest = body.first().rest();
    if (rest.isPresent()) {
      // A length is set already where the whole body is known and only sent in pieces.
      response.setChunked(!response.headers().contains(CONTENT_LENGTH));
      return isHead
          ? response.end()
          : response.write(first).compose(written -> stream(response, rest.get()));
    }
    response.putHeader(CONTENT_LENGTH, Integer.toString(first.length()));
    return isHead ? response.end() : response.end(first);
  }

  /** Makes each chunk when the one before is written, so that a slow client holds one at most. */
  private static Future<Void> stream(HttpServerResponse response, BodyStream chunks) {
    Promise<Void> written = Promise.promise();
    stream(response, chunks, written);
    return written.future();
  }

  // A future composed of the next one would hold each chunk until the last is written.
  private static void stream(
      HttpServerResponse response, BodyStream chunks, Promise<Void> written) {
    chunks
        .next()
        .onFailure(written::tryFail)
        .onSuccess(
            chunk -> {
              if (chunk.rest().isEmpty()) {
                response.end(chunk.bytes()).onComplete(written);
              } else {
                response
                    .write(chunk.bytes())
                    .onFailure(written::tryFail)
                    .onSuccess(done -> stream(response, chunk.rest().get(), written));
              }
            });
  }

  /** Returns the time of the response (RFC 9110, 6.6.1), formatted once a second. */
  private String date() {
    long second = clock.instant().getEpochSecond();
    if (second != dateSecond) {
      dateSecond = second;
      date = HTTP_DATE.format(Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC));
    }
    return date;
  }
}
