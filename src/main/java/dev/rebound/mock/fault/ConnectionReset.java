package dev.rebound.mock.fault;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Closes a connection with a TCP RST instead of a FIN: the system resets a socket that lingers for
 * no time. Vert.x sets no option of an open connection, so that the channel does.
 */
final class ConnectionReset {
  private ConnectionReset() {}

  static void reset(HttpConnection connection) {
    Channel channel = ((HttpServerConnection) connection).channelHandlerContext().channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }
}
