package dev.rebound.api.endpoint;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that one request reserves for its body. All requests of the process together may
 * reserve an eighth of its heap; a body that does not fit gets 503. For one event loop.
 */
public final class BodyMemoryLimit {
  private static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / 8;
  private static final AtomicLong RESERVED = new AtomicLong();

  private long held;
  private boolean isReleased;

  private BodyMemoryLimit() {}

  /** Returns the reservation of a request. The end of its response releases it. */
  public static BodyMemoryLimit of(RoutingContext context) {
    BodyMemoryLimit limit = new BodyMemoryLimit();
    context.addEndHandler(ended -> limit.release());
    return limit;
  }

  /** Reserves memory for more bytes; false when there is none. */
  public boolean reserve(long bytes) {
    if (isReleased || RESERVED.addAndGet(bytes) > MAX_BYTES) {
      RESERVED.addAndGet(isReleased ? 0 : -bytes);
      return false;
    }
    held += bytes;
    return true;
  }

  private void release() {
    isReleased = true;
    RESERVED.addAndGet(-held);
    held = 0;
  }
}
