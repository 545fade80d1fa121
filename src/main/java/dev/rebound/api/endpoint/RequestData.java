package dev.rebound.api.endpoint;

import dev.rebound.api.wire.FormBody;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Caller;
import dev.rebound.domain.DeletionEntry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** Typed access to the data that a request carries in its {@link RoutingContext}. */
public final class RequestData {
  /** The response header that names the request: the client's own id, or a generated one. */
  public static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");

  private static final int MAX_ID_LENGTH = 128;
  private static final String ID_PUNCTUATION = "._:/=+-";
  // An API key would fit otherwise, and end up in the log.
  private static final String KEY_PREFIX = "sg.";

  // A few addresses.
  private static final int SMALL_BODY_BYTES = 2048;

  private static final String CALLER = "rebound.caller";
  private static final String PROBLEM = "rebound.problem";
  private static final String CONTENT_TYPE = "rebound.content-type";
  private static final String ROW_SHIFT = "rebound.row-shift";
  private static final String BODY_LISTENER = "rebound.body-listener";

  private RequestData() {}

  /** Sets the id of a request in its response. */
  public static void assignRequestId(HttpServerRequest request) {
    String given = request.headers().get(REQUEST_ID);
    request.response().headers().set(REQUEST_ID, requestId(Optional.ofNullable(given)));
  }

  /**
   * Returns the id of a request: the client's own id, or a generated one. Ids need to differ, not
   * to be secret.
   */
  public static String requestId(Optional<String> given) {
    return given
        .filter(RequestData::isRequestId)
        .orElseGet(() -> HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
  }

  /**
   * Returns whether a client's id is used: up to {@value #MAX_ID_LENGTH} letters, digits and
   * {@value #ID_PUNCTUATION}. No address, no line break and no API key fits.
   */
  private static boolean isRequestId(String id) {
    boolean hasKey = id.toLowerCase(Locale.ROOT).contains(KEY_PREFIX);
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH || hasKey) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean isAlphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!isAlphanumeric && ID_PUNCTUATION.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the id by which the log knows the request. */
  public static String requestId(RoutingContext context) {
    return context.response().headers().get(REQUEST_ID);
  }

  /** Returns the caller. To be called after authentication only. */
  public static Caller caller(RoutingContext context) {
    return context.get(CALLER);
  }

  /** Returns the caller's account; 0 for an unknown caller. */
  public static long accountId(RoutingContext context) {
    Caller caller = context.get(CALLER);
    return caller == null ? 0 : caller.account().id();
  }

  /** Returns the origin of a deletion that the request starts now. */
  public static DeletionEntry.Origin deletionOrigin(
      RoutingContext context, DeletionEntry.Kind kind) {
    return DeletionEntry.Origin.now(kind, caller(context).keyId(), Optional.of(requestId(context)));
  }

  public static void setCaller(RoutingContext context, Caller caller) {
    context.put(CALLER, caller);
    BodyMemoryLimit.moveToKnownCallers(context);
  }

  /** Refuses the request. The failure handler of its route writes the response. */
  public static void refuse(RoutingContext context, Problem problem) {
    context.put(PROBLEM, problem);
    context.fail(problem.status());
  }

  /** Returns the problem that the request was refused with. */
  public static Optional<Problem> problem(RoutingContext context) {
    return Optional.ofNullable(context.get(PROBLEM));
  }

  /** Returns the decoded query. A broken escape is a problem; a semicolon separates nothing. */
  public static Result<MultiMap> query(RoutingContext context) {
    String query = context.request().query();
    return FormBody.query(query == null ? "" : query);
  }

  /** Returns the body that {@link LimitedBodyHandler} has read; empty where there is none. */
  public static Buffer body(RoutingContext context) {
    Buffer body = context.body().buffer();
    return body == null ? Buffer.buffer() : body;
  }

  /**
   * Parses a body. A body of thousands of addresses takes tens of milliseconds: it is parsed off
   * the event loop, one body of the event loop at a time.
   */
  public static <T> Future<T> parseBody(RoutingContext context, Function<Buffer, T> parser) {
    Buffer body = body(context);
    return body.length() <= SMALL_BODY_BYTES
        ? Future.succeededFuture(parser.apply(body))
        : Vertx.currentContext().executeBlocking(() -> parser.apply(body));
  }

  /** Returns the Content-Type that the client sent. */
  public static Optional<String> contentType(RoutingContext context) {
    String kept = context.get(CONTENT_TYPE);
    return Optional.ofNullable(
        kept == null ? context.request().getHeader(HttpHeaders.CONTENT_TYPE) : kept);
  }

  static void keepContentType(RoutingContext context, String contentType) {
    context.put(CONTENT_TYPE, contentType);
  }

  /**
   * Returns how many rows a page skips besides those of its offset; fewer rows when negative. The
   * mock shifts pages as if rows had come or gone since the page before.
   */
  public static long rowShift(RoutingContext context) {
    return context.get(ROW_SHIFT, 0L);
  }

  public static void setRowShift(RoutingContext context, long rows) {
    context.put(ROW_SHIFT, rows);
  }

  /** Passes the bytes of a streamed body to a listener too. */
  public static void setBodyListener(RoutingContext context, Handler<Buffer> listener) {
    context.put(BODY_LISTENER, listener);
  }

  /** Reports bytes of a streamed body to the listener, if there is one. */
  public static void reportBody(RoutingContext context, Buffer bytes) {
    Handler<Buffer> listener = context.get(BODY_LISTENER);
    if (listener != null) {
      listener.handle(bytes);
    }
  }
}
