package dev.rebound.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.AttributeKey;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Guards the connections of a server. Vert.x has no public way to replace its decoder or to add a
 * handler.
 */
public final class GuardedServer {
  // The names of Vert.x' own handlers.
  private static final String DECODER = "httpDecoder";
  private static final String HANDLER = "handler";

  private static final AttributeKey<ConnectionSlots.Slot> SLOT =
      AttributeKey.valueOf(GuardedServer.class, "slot");
  private static final AttributeKey<Boolean> IS_GUARDED =
      AttributeKey.valueOf(GuardedServer.class, "is-guarded");
  private static final AttributeKey<Http2Guard> HTTP2 =
      AttributeKey.valueOf(GuardedServer.class, "http2");
  private static final long INTERNAL_ERROR = 2;
  // Longer than any request.
  private static final int SHUTDOWN_MINUTES = 12;

  private final HttpServerOptions options;
  private final ErrorResponses errors;
  private final ReadLimits limits;
  private final ConnectionSlots slots;

  /**
   * @param options of the server, without HTTP/2 in clear text
   * @param errors formats the responses to broken requests
   */
  public GuardedServer(
      HttpServerOptions options, ErrorResponses errors, ReadLimits limits, ConnectionSlots slots) {
    this.options = options;
    this.errors = errors;
    this.limits = limits;
    this.slots = slots;
  }

  /** Guards a connection before its first request is read. */
  public void guard(HttpConnection connection) {
    ChannelHandlerContext context = ((HttpServerConnection) connection).channelHandlerContext();
    Channel channel = context.channel();
    channel.attr(IS_GUARDED).set(true);
    if (channel.attr(SLOT).get() == null) {
      takeSlot(channel, slots);
    }
    if (context.handler() instanceof Http2ConnectionHandler) {
      int maxTarget = options.getMaxInitialLineLength();
      channel.attr(HTTP2).set(new Http2Guard(context, errors, limits, slots, maxTarget));
      return;
    }
    ChannelPipeline pipeline = context.pipeline();
    pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(options));
    pipeline.addBefore(HANDLER, null, new ConnectionGuard(errors, limits));
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
  }

  /** Returns a handler that passes the requests which may be served. */
  public Handler<HttpServerRequest> guard(Handler<HttpServerRequest> handler) {
    return request -> {
      if (request.version() != HttpVersion.HTTP_2
          || channel(request.connection()).attr(HTTP2).get().accepts(request)) {
        handler.handle(request);
      }
    };
  }

  /** Takes a slot for a connection, until it is closed. Closes it where it gets no response. */
  static void takeSlot(Channel channel, ConnectionSlots slots) {
    ConnectionSlots.Slot slot = slots.take(client(channel));
    channel.attr(SLOT).set(slot);
    channel.closeFuture().addListener(closed -> slot.release().run());
    if (slot.grant() == ConnectionSlots.Grant.NONE) {
      channel.close();
    }
  }

  static boolean isGuarded(Channel channel) {
    return channel.attr(IS_GUARDED).get() != null;
  }

  /** Returns the client's host address; empty for a connection that is closed already. */
  static Optional<String> client(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? Optional.of(address.getAddress().getHostAddress())
        : Optional.empty();
  }

  private static Channel channel(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().channel();
  }

  /** Returns whether the requests of a connection have to be refused, and the connection closed. */
  public static boolean isExcess(HttpConnection connection) {
    ConnectionSlots.Slot slot = channel(connection).attr(SLOT).get();
    return slot != null && slot.grant() != ConnectionSlots.Grant.FULL;
  }

  /** Returns whether a client of HTTP/2 has caused a failure by a broken request. */
  public static boolean isProtocolError(Throwable cause) {
    return cause instanceof Http2Exception;
  }

  /** Makes the client use another connection for its next request. */
  public static void announceClose(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.connection().shutdown(SHUTDOWN_MINUTES, TimeUnit.MINUTES);
    } else {
      request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Ends a response whose head is written, so that its client notices that the rest is missing. */
  public static void cutOff(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(INTERNAL_ERROR);
    } else {
      request.connection().close();
    }
  }
}
