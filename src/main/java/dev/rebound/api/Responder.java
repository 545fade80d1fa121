package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Writes responses. For one event loop. */
public final class Responder {
  // SendGrid's spelling; the constants of Vert.x are lower case.
  private static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
  static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence DATE = HttpHeaders.createOptimized("Date");
  private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
  // Clients that were refused at the same time come back at different times.
  private static final int MAX_RETRY_SECONDS = 3;
  private static final int UNAVAILABLE = Problem.UNAVAILABLE.status();
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private final Clock clock;
  private final SecurityHeaders security;
  private final Optional<Interceptor> interceptor;
  private final ResponseMemoryLimit memory;
  private final Duration pieceTimeout;
  private long dateSecond = -1;
  private String date;

  Responder(
      Clock clock,
      SecurityHeaders security,
      Optional<Interceptor> interceptor,
      ResponseMemoryLimit memory) {
    this(clock, security, interceptor, memory, BodyWriter.PIECE_TIMEOUT);
  }

  /**
   * @param pieceTimeout the longest time in which a client takes a piece of a body
   */
  Responder(
      Clock clock,
      SecurityHeaders security,
      Optional<Interceptor> interceptor,
      ResponseMemoryLimit memory,
      Duration pieceTimeout) {
    this.clock = clock;
    this.security = security;
    this.interceptor = interceptor;
    this.memory = memory;
    this.pieceTimeout = pieceTimeout;
  }

  /** Writes a response, or what the interceptor makes of it. */
  public void send(RoutingContext context, ApiResponse response) {
    Future.succeededFuture(response)
        .map(given -> interceptor.map(found -> found.change(context, given)).orElse(given))
        .compose(changed -> write(context, changed))
        .onFailure(context::fail);
  }

  private Future<Void> write(RoutingContext context, ApiResponse response) {
    long accountId = RequestData.accountId(context);
    int length = response.body().map(body -> body.first().bytes().length()).orElse(0);
    Future<Void> reserved = memory.reserveFirst(context.vertx(), accountId, length);
    return reserved.transform(
        result -> {
          if (result.failed()) {
            RequestData.refuse(context, Problem.UNAVAILABLE);
            return Future.succeededFuture();
          }
          return writeReserved(context, accountId, length, response);
        });
  }

  private Future<Void> writeReserved(
      RoutingContext context, long accountId, int length, ApiResponse response) {
    try {
      return write(context, accountId, response);
    } catch (RuntimeException e) {
      memory.release(accountId, length);
      throw e;
    }
  }

  private Future<Void> write(RoutingContext context, long accountId, ApiResponse response) {
    HttpServerRequest request = context.request();
    HttpServerResponse head = request.response().setStatusCode(response.status());
    MultiMap headers = head.headers();
    headers.set(DATE, date());
    security.set(headers::set);
    // A body may hold addresses, and its status does not tell whether it does.
    if (response.body().isPresent()) {
      headers.set(CACHE_CONTROL, NO_STORE);
    }
    response.headers().forEach(headers::set);
    if (response.status() == UNAVAILABLE) {
      int seconds = 1 + ThreadLocalRandom.current().nextInt(MAX_RETRY_SECONDS);
      headers.set(RETRY_AFTER, Integer.toString(seconds));
    }
    // The rest of the request's body has to be read before the connection's next request.
    if (!request.isEnded()) {
      request.resume();
    }
    return response.body().map(body -> writeBody(context, accountId, body)).orElseGet(head::end);
  }

  private Future<Void> writeBody(RoutingContext context, long accountId, ApiResponse.Body body) {
    HttpServerResponse response = context.response().putHeader(CONTENT_TYPE, body.contentType());
    ApiResponse.Chunk first = body.first();
    int length = first.bytes().length();
    if (first.rest().isEmpty()) {
      response.putHeader(CONTENT_LENGTH, Integer.toString(length));
    } else {
      // A length is set already where the whole body is known and only sent in pieces.
      response.setChunked(!response.headers().contains(CONTENT_LENGTH));
    }
    if (context.request().method() == HttpMethod.HEAD) {
      memory.release(accountId, length);
      return response.end();
    }
    return first.rest().isEmpty() && length <= ResponseMemoryLimit.SMALL_BYTES
        ? response.end(first.bytes())
        : new BodyWriter(context.vertx(), response, memory, accountId, pieceTimeout).write(first);
  }

  /**
   * Prepares a response that another handler writes: sets the headers of all responses, and reads a
   * body that the handler leaves unread, before the connection's next request.
   */
  void prepare(RoutingContext context, CharSequence cacheControl) {
    MultiMap headers = context.response().headers();
    headers.set(DATE, date());
    security.set(headers::set);
    headers.set(CACHE_CONTROL, cacheControl);
    HttpServerRequest request = context.request();
    context.addEndHandler(
        ended -> {
          if (!request.isEnded()) {
            request.resume();
          }
        });
  }

  /** Returns the time of the response (RFC 9110, 6.6.1), formatted once a second. */
  String date() {
    long second = clock.instant().getEpochSecond();
    if (second != dateSecond) {
      dateSecond = second;
      date = HTTP_DATE.format(Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC));
    }
    return date;
  }
}
