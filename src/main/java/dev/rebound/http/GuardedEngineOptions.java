package dev.rebound.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Counts and limits the connections of TLS from their first byte. Vert.x shows a connection only
 * after its handshake, and one of HTTP/2 only after the client's settings.
 */
final class GuardedEngineOptions extends JdkSSLEngineOptions {
  private final ConnectionSlots slots;
  private final Duration patience;

  /**
   * @param patience time until Vert.x shows the connection
   */
  GuardedEngineOptions(ConnectionSlots slots, Duration patience) {
    this.slots = slots;
    this.patience = patience;
    // A signature takes about a millisecond, in which an event loop serves dozens of lookups.
    setUseWorkerThread(true);
  }

  @Override
  public GuardedEngineOptions copy() {
    return new GuardedEngineOptions(slots, patience);
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return new DefaultSslContextFactory(SslProvider.JDK, false) {
      @Override
      public SslContext create() throws SSLException {
        return new GuardedContext(super.create());
      }
    };
  }

  private final class GuardedContext extends DelegatingSslContext {
    GuardedContext(SslContext context) {
      super(context);
    }

    @Override
    protected SslHandler newHandler(
        ByteBufAllocator allocator, boolean startTls, Executor executor) {
      return new GuardedHandler(newEngine(allocator), startTls, executor);
    }

    @Override
    protected SslHandler newHandler(
        ByteBufAllocator allocator, String host, int port, boolean startTls, Executor executor) {
      return new GuardedHandler(newEngine(allocator, host, port), startTls, executor);
    }

    @Override
    protected void initEngine(SSLEngine engine) {
      // Vert.x configures the engine.
    }
  }

  private final class GuardedHandler extends SslHandler {
    GuardedHandler(SSLEngine engine, boolean startTls, Executor executor) {
      super(engine, startTls, executor);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
      super.handlerAdded(context);
      Channel channel = context.channel();
      GuardedServer.takeSlot(channel, slots);
      context
          .executor()
          .schedule(
              () -> {
                if (!GuardedServer.isGuarded(channel)) {
                  channel.close();
                }
              },
              patience.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }
}
