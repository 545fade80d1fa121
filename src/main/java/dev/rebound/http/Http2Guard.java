package dev.rebound.http;

import dev.rebound.http.ConnectionSlots.Grant;
import dev.rebound.http.ConnectionSlots.Slot;
import dev.rebound.http.ErrorResponses.BrokenRequest;
import dev.rebound.http.ErrorResponses.ErrorResponse;
import dev.rebound.http.ReadDeadline.Awaited;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.Http2ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The limits of one connection of HTTP/2: each of its requests counts as a connection and has the
 * same deadlines. For one event loop.
 */
final class Http2Guard extends Http2ConnectionAdapter {
  private static final String REQUEST_ID = "X-Request-Id";
  // RFC 9110, 5.6.2.
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final long NO_ERROR = 0;
  private static final long CANCEL = 8;
  private static final long REFUSED_STREAM = 7;
  // A response that has ended waits for its client for one to two of these periods.
  private static final int SWEEP_SECONDS = 30;

  private final ChannelHandlerContext context;
  private final Http2ConnectionHandler handler;
  private final Http2Connection connection;
  private final ErrorResponses errors;
  private final ReadLimits limits;
  private final ConnectionSlots slots;
  private final int maxTarget;
  private final ReadDeadline deadline;
  private final PropertyKey openKey;

  /** A request whose stream is open. */
  private static final class OpenRequest {
    private final HttpServerRequest request;
    private final Slot slot;
    private long since = System.nanoTime();
    private long receivedBefore;
    private boolean hasWaited;

    private OpenRequest(HttpServerRequest request, Slot slot) {
      this.request = request;
      this.slot = slot;
    }
  }

  /**
   * @param maxTarget bytes of a request's path and query
   */
  Http2Guard(
      ChannelHandlerContext context,
      ErrorResponses errors,
      ReadLimits limits,
      ConnectionSlots slots,
      int maxTarget) {
    this.context = context;
    this.handler = (Http2ConnectionHandler) context.handler();
    this.connection = handler.connection();
    this.errors = errors;
    this.limits = limits;
    this.slots = slots;
    this.maxTarget = maxTarget;
    this.deadline = new ReadDeadline(limits, (expired, missing) -> expired.channel().close());
    this.openKey = connection.newKey();
    connection.addListener(this);
    requireTokens(handler.decoder());
    deadline.await(context, Awaited.FIRST_REQUEST);
    ScheduledFuture<?> sweep =
        context
            .executor()
            .scheduleAtFixedRate(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    context
        .channel()
        .closeFuture()
        .addListener(
            closed -> {
              deadline.cancel();
              sweep.cancel(false);
            });
  }

  /** Resets the stream of a method that is no token. Vert.x would close the whole connection. */
  private static void requireTokens(Http2ConnectionDecoder decoder) {
    decoder.frameListener(
        new Http2FrameListenerDecorator(decoder.frameListener()) {
          @Override
          public void onHeadersRead(
              ChannelHandlerContext context,
              int stream,
              Http2Headers headers,
              int padding,
              boolean isEnd)
              throws Http2Exception {
            requireToken(stream, headers.method());
            super.onHeadersRead(context, stream, headers, padding, isEnd);
          }

          @Override
          public void onHeadersRead(
              ChannelHandlerContext context,
              int stream,
              Http2Headers headers,
              int dependency,
              short weight,
              boolean isExclusive,
              int padding,
              boolean isEnd)
              throws Http2Exception {
            requireToken(stream, headers.method());
            super.onHeadersRead(
                context, stream, headers, dependency, weight, isExclusive, padding, isEnd);
          }
        });
  }

  private static void requireToken(int stream, CharSequence method) throws Http2Exception {
    // Trailers have no method.
    if (method != null && !TOKEN.matcher(method).matches()) {
      throw Http2Exception.streamError(stream, Http2Error.PROTOCOL_ERROR, "not a method");
    }
  }

  @Override
  public void onStreamActive(Http2Stream stream) {
    deadline.await(context, Awaited.NOTHING);
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    OpenRequest open = stream.removeProperty(openKey);
    if (open != null) {
      open.slot.release().run();
    }
    if (connection.numActiveStreams() == 0 && context.channel().isActive()) {
      deadline.await(context, Awaited.NEXT_REQUEST);
    }
  }

  /** Returns whether a request may be served. Ends any other. */
  boolean accepts(HttpServerRequest request) {
    Http2Stream stream = connection.stream(request.streamId());
    if (stream == null) {
      return false;
    }
    Slot slot = slots.take(GuardedServer.client(context.channel()));
    OpenRequest open = new OpenRequest(request, slot);
    stream.setProperty(openKey, open);
    // A whole connection that exceeds the limit gets its response from the router.
    if (slot.grant() != Grant.FULL && !GuardedServer.isExcess(request.connection())) {
      request.response().reset(REFUSED_STREAM);
      return false;
    }
    Optional<HttpResponseStatus> problem = problem(request);
    problem.ifPresent(status -> refuse(request, status, false));
    if (problem.isEmpty() && stream.state().remoteSideOpen()) {
      markUnsized(request);
      awaitBody(open, stream);
    }
    return problem.isEmpty();
  }

  /** Marks a body without a declared length as HTTP/1.1 does. HTTP/2 has no header for it. */
  private static void markUnsized(HttpServerRequest request) {
    if (!request.headers().contains("content-length")) {
      request.headers().set("transfer-encoding", "chunked");
    }
  }

  /**
   * Returns what is wrong with a head. Netty and Vert.x have checked the pseudo-headers' order,
   * number and presence, and connection-specific headers (RFC 9113, 8.2 and 8.3).
   */
  private Optional<HttpResponseStatus> problem(HttpServerRequest request) {
    String target = request.uri();
    if (target == null || !target.startsWith("/") && !target.equals("*")) {
      return Optional.of(HttpResponseStatus.BAD_REQUEST);
    }
    if (target.length() > maxTarget) {
      return Optional.of(HttpResponseStatus.REQUEST_URI_TOO_LONG);
    }
    boolean isClean =
        "https".equalsIgnoreCase(request.scheme())
            && isClean(target)
            && target.indexOf(' ') < 0
            && request.headers().getAll("host").size() <= 1
            && request.headers().entries().stream().allMatch(Http2Guard::isClean);
    return isClean ? Optional.empty() : Optional.of(HttpResponseStatus.BAD_REQUEST);
  }

  private static boolean isClean(Map.Entry<String, String> field) {
    String value = field.getValue();
    return TOKEN.matcher(field.getKey()).matches() && value.equals(value.strip()) && isClean(value);
  }

  private static boolean isClean(String value) {
    return value.indexOf('\r') < 0 && value.indexOf('\n') < 0 && value.indexOf('\0') < 0;
  }

  private void awaitBody(OpenRequest open, Http2Stream stream) {
    open.since = System.nanoTime();
    open.receivedBefore = open.request.bytesRead();
    checkBodyAfter(open, stream, limits.bodyNanos(0));
  }

  private void checkBodyAfter(OpenRequest open, Http2Stream stream, long nanos) {
    context.executor().schedule(() -> checkBody(open, stream), nanos, TimeUnit.NANOSECONDS);
  }

  private void checkBody(OpenRequest open, Http2Stream stream) {
    if (!stream.state().remoteSideOpen()) {
      return;
    }
    long received = open.request.bytesRead() - open.receivedBefore;
    long left = open.since + limits.bodyNanos(received) - System.nanoTime();
    if (left > 0) {
      checkBodyAfter(open, stream, left);
    } else if (isReading()) {
      refuse(open.request, HttpResponseStatus.REQUEST_TIMEOUT, true);
    } else {
      awaitBody(open, stream);
    }
  }

  /** Returns whether the service has taken all bytes that the client was allowed to send. */
  private boolean isReading() {
    return handler.decoder().flowController().unconsumedBytes(connection.connectionStream()) == 0;
  }

  private void refuse(HttpServerRequest request, HttpResponseStatus status, boolean isRouted) {
    HttpServerResponse response = request.response();
    if (!response.headWritten()) {
      Optional<String> id =
          Optional.ofNullable(response.headers().get(REQUEST_ID))
              .or(() -> Optional.ofNullable(request.headers().get(REQUEST_ID)));
      ErrorResponse error = errors.of(new BrokenRequest(status.code(), id, isRouted));
      error.headers().forEach(response.headers()::set);
      response.setStatusCode(status.code()).end(error.body());
    }
    Http2Stream stream = connection.stream(request.streamId());
    if (stream != null && stream.state().remoteSideOpen()) {
      response.reset(NO_ERROR);
      // Fails the reader of the body, which would wait for its end otherwise.
      ((Http2ServerRequest) request).handleReset(NO_ERROR);
    }
  }

  /** Resets the streams whose client does not take the end of its response. */
  private void sweep() {
    List<Http2Stream> stuck = new ArrayList<>();
    try {
      connection.forEachActiveStream(
          stream -> {
            OpenRequest open = stream.getProperty(openKey);
            if (open != null && open.request.response().ended()) {
              if (open.hasWaited) {
                stuck.add(stream);
              }
              open.hasWaited = true;
            }
            return true;
          });
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
    stuck.forEach(
        stream -> handler.resetStream(context, stream.id(), CANCEL, context.newPromise()));
    context.flush();
  }
}
