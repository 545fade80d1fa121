package dev.rebound.mock.fault;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Ends a connection with a TCP RST in the place of a FIN: a socket that lingers for no time is
 * reset by the system. Vert.x tells no option of an open connection, so its channel is asked.
 */
final class ConnectionReset {
  private ConnectionReset() {}

  /** Completes when the connection is gone. */
  static Future<Void> of(HttpConnection connection) {
    Channel channel = ((HttpServerConnection) connection).channelHandlerContext().channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    Promise<Void> gone = Promise.promise();
    channel.closeFuture().addListener(closed -> gone.complete());
    channel.close();
    return gone.future();
  }
}
