package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.BodyStream;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers, and turns every failure into one: the only place that does. */
final class Responder {
  private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
  // As SendGrid spells them, which the constants of Vert.x do not.
  private static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  private static final CharSequence DATE = HttpHeaders.createOptimized("Date");
  private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
  private static final CharSequence RETRY_SECONDS = HttpHeaders.createOptimized("1");
  private static final CharSequence LINK = HttpHeaders.createOptimized("Link");
  private static final CharSequence NEXT = HttpHeaders.createOptimized("X-Rebound-Next");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private final Clock clock;
  private final Interception interception;
  // Closed in the middle of an answer, with the status that it should have had, until whoever
  // watches the request has noticed.
  private final Map<HttpConnection, Integer> cutOff = new HashMap<>();
  private long dateSecond = -1;
  private String date;

  Responder(Clock clock, Interception interception) {
    this.clock = clock;
    this.interception = interception;
  }

  Future<Void> send(HttpServerRequest request, ApiResponse answer) {
    return write(request, interception.change(request, answer));
  }

  private Future<Void> write(HttpServerRequest request, ApiResponse answer) {
    HttpServerResponse response = request.response().setStatusCode(answer.status());
    MultiMap headers = response.headers();
    headers.set(DATE, date());
    if (answer.link() != null) {
      headers.set(LINK, answer.link());
    }
    if (answer.next() != null) {
      headers.set(NEXT, answer.next());
    }
    if (answer.status() == Problem.UNAVAILABLE.status()) {
      headers.set(RETRY_AFTER, RETRY_SECONDS);
    }
    // What is left of the request's body must be read before the connection's next request can be.
    if (!request.isEnded()) {
      request.resume();
    }
    if (answer.body() == null) {
      return response.end();
    }
    headers.set(CONTENT_TYPE, answer.contentType());
    if (answer.rest() != null) {
      // Unless its length was told beforehand.
      response.setChunked(!headers.contains(CONTENT_LENGTH));
      return request.method() == HttpMethod.HEAD
          ? response.end()
          : response.write(answer.body()).compose(sent -> stream(response, answer.rest()));
    }
    headers.set(CONTENT_LENGTH, Integer.toString(answer.body().length()));
    return request.method() == HttpMethod.HEAD ? response.end() : response.end(answer.body());
  }

  /** Makes a chunk when the one before has left, so that a slow client holds one at most. */
  private static Future<Void> stream(HttpServerResponse response, BodyStream chunks) {
    Promise<Void> sent = Promise.promise();
    stream(response, chunks, sent);
    return sent.future();
  }

  // Not one future composed of the next: each would hold its chunk until the last of them is done.
  private static void stream(HttpServerResponse response, BodyStream chunks, Promise<Void> sent) {
    chunks
        .next()
        .onFailure(sent::tryFail)
        .onSuccess(
            chunk -> {
              BodyStream rest = chunk.rest();
              if (rest == null) {
                response.end(chunk.bytes()).onComplete(sent);
              } else {
                response
                    .write(chunk.bytes())
                    .onFailure(sent::tryFail)
                    .onSuccess(done -> stream(response, rest, sent));
              }
            });
  }

  /**
   * Sends what a failure means to a client.
   *
   * @param route for the log: the path itself may hold an address
   */
  Future<Void> fail(HttpServerRequest request, String route, Throwable cause) {
    Problem problem = explain(request, route, cause);
    if (request.response().closed()) {
      return Future.succeededFuture();
    }
    if (!request.response().headWritten()) {
      return send(request, ApiResponse.problem(problem));
    }
    cutOff.put(request.connection(), problem.status());
    return request.connection().close();
  }

  /** The status that an answer should have had whose connection was closed here, in its middle. */
  OptionalInt statusOfCutOff(HttpConnection connection) {
    Integer status = cutOff.remove(connection);
    return status == null ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** What a failure means to a client; to the log it is told here. */
  Problem explain(HttpServerRequest request, String route, Throwable cause) {
    if (request.response().closed()) {
      LOG.debug("{} {}: the client went away", request.method(), route, cause);
      return Problem.UNAVAILABLE;
    }
    // The store's failures are no IOException: it is the client's connection that was lost.
    if (cause instanceof BrokenRequestException || cause instanceof IOException) {
      LOG.debug("{} {} broke off: {}", request.method(), route, cause.getMessage());
      return Problem.BAD_REQUEST;
    }
    if (cause instanceof UnavailableException) {
      LOG.debug("{} {} is unavailable: {}", request.method(), route, cause.getMessage());
      return Problem.UNAVAILABLE;
    }
    LOG.atError()
        .addKeyValue("request_id", RequestIds.of(request))
        .setCause(cause)
        .log("{} {} failed", request.method(), route);
    return Problem.INTERNAL;
  }

  /** The time of the answer (RFC 9110, 6.6.1), made once a second. */
  private String date() {
    long second = clock.instant().getEpochSecond();
    if (second != dateSecond) {
      dateSecond = second;
      date = HTTP_DATE.format(Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC));
    }
    return date;
  }
}
