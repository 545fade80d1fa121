package dev.rebound.http;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The deadline for the bytes that a connection waits for. The time in which the service itself does
 * not read does not count. For one event loop.
 */
final class ReadDeadline {
  /** The bytes that a connection waits for. */
  enum Awaited {
    NOTHING,
    FIRST_REQUEST,
    NEXT_REQUEST,
    HEAD,
    BODY
  }

  private final ReadLimits limits;
  private final BiConsumer<ChannelHandlerContext, Awaited> onExpiry;
  private Awaited awaited = Awaited.NOTHING;
  private long since;
  private long received;
  // One timer serves many requests: it is scheduled anew when it fires before the deadline.
  private ScheduledFuture<?> timer;
  private long timerAt;

  /**
   * @param onExpiry receives what did not arrive in time
   */
  ReadDeadline(ReadLimits limits, BiConsumer<ChannelHandlerContext, Awaited> onExpiry) {
    this.limits = limits;
    this.onExpiry = onExpiry;
  }

  Awaited awaited() {
    return awaited;
  }

  /** Starts the time for other bytes. */
  void await(ChannelHandlerContext context, Awaited next) {
    awaited = next;
    if (next != Awaited.NOTHING) {
      since = System.nanoTime();
      received = 0;
      schedule(context);
    }
  }

  /** Counts bytes of a body. */
  void received(int bytes) {
    received += bytes;
  }

  void cancel() {
    awaited = Awaited.NOTHING;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void schedule(ChannelHandlerContext context) {
    long deadline = since + limit();
    if (timer != null) {
      if (timerAt - deadline <= 0) {
        return;
      }
      timer.cancel(false);
    }
    timerAt = deadline;
    timer =
        context
            .executor()
            .schedule(() -> check(context), deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private long limit() {
    return switch (awaited) {
      case NEXT_REQUEST -> limits.idle().toNanos();
      case BODY -> limits.bodyNanos(received);
      default -> limits.head().toNanos();
    };
  }

  private void check(ChannelHandlerContext context) {
    timer = null;
    if (awaited == Awaited.NOTHING) {
      return;
    }
    if (!context.channel().config().isAutoRead()) {
      await(context, awaited);
    } else if (since + limit() - System.nanoTime() > 0) {
      schedule(context);
    } else {
      onExpiry.accept(context, awaited);
    }
  }
}
