package dev.rebound.http;

import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Guards the connections of a server. Vert.x has no public way to replace its decoder or to add a
 * handler.
 */
public final class GuardedServer {
  // The names of Vert.x' own handlers.
  private static final String DECODER = "httpDecoder";
  private static final String HANDLER = "handler";

  private final HttpServerOptions options;
  private final ErrorResponses errors;
  private final ReadLimits limits;

  /**
   * @param options of the server, without HTTP/2 in clear text
   * @param errors formats the responses to broken requests
   */
  public GuardedServer(HttpServerOptions options, ErrorResponses errors, ReadLimits limits) {
    this.options = options;
    this.errors = errors;
    this.limits = limits;
  }

  /** Guards a connection before its first byte is read. */
  public void guard(HttpConnection connection) {
    ChannelPipeline pipeline =
        ((HttpServerConnection) connection).channelHandlerContext().pipeline();
    pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(options));
    pipeline.addBefore(HANDLER, null, new ConnectionGuard(errors, limits));
    pipeline.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
  }
}
