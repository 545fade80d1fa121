package dev.rebound.http;

import dev.rebound.http.ErrorResponses.BrokenRequest;
import dev.rebound.http.ErrorResponses.ErrorResponse;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/** Writes the last response of a connection and closes it. */
final class ErrorWriter {
  // A close with unread bytes resets the connection, and the client may lose the response.
  private static final int LINGER_SECONDS = 2;

  private final ErrorResponses errors;

  ErrorWriter(ErrorResponses errors) {
    this.errors = errors;
  }

  void write(ChannelHandlerContext context, BrokenRequest request) {
    ErrorResponse error = errors.of(request);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(request.status()),
            Unpooled.wrappedBuffer(error.body().getBytes()));
    error.headers().forEach(response.headers()::set);
    response.headers().set("Content-Length", error.body().length()).set("Connection", "close");
    context.writeAndFlush(response).addListener(written -> linger(context));
  }

  /** Closes the sending side first, as RFC 9112, 9.6, recommends. */
  private static void linger(ChannelHandlerContext context) {
    if (!(context.channel() instanceof DuplexChannel channel) || channel.isInputShutdown()) {
      context.close();
      return;
    }
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls == null) {
      channel.shutdownOutput();
    } else {
      // Without this message, the client takes the response for cut off.
      tls.closeOutbound();
    }
    context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
  }
}
