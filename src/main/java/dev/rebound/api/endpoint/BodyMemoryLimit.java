package dev.rebound.api.endpoint;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that one request reserves for its body. All requests of the process together may
 * reserve an eighth of its heap; a body that does not fit gets 503. An eighth of that memory is for
 * bodies that are read before their caller is known, so that strangers cannot take the rest. For
 * one event loop.
 */
public final class BodyMemoryLimit {
  private static final String LIMIT = "rebound.body-memory";
  private static final int PARTS = 8;
  private static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / PARTS;

  /** A part of the memory. */
  public enum Share {
    KNOWN_CALLERS(MAX_BYTES - MAX_BYTES / PARTS),
    STRANGERS(MAX_BYTES / PARTS);

    private final long maxBytes;
    private final AtomicLong reserved = new AtomicLong();

    Share(long maxBytes) {
      this.maxBytes = maxBytes;
    }
  }

  private Share share;
  private long held;
  private boolean isReleased;

  private BodyMemoryLimit(Share share) {
    this.share = share;
  }

  /** Returns the reservation of a request. The end of its response releases it. */
  public static BodyMemoryLimit of(RoutingContext context, Share share) {
    BodyMemoryLimit limit = new BodyMemoryLimit(share);
    context.put(LIMIT, limit);
    context.addEndHandler(ended -> limit.release());
    return limit;
  }

  /**
   * Moves the reservation of a request whose caller has become known. The body is in memory
   * already, so that the bound does not apply.
   */
  static void moveToKnownCallers(RoutingContext context) {
    BodyMemoryLimit limit = context.get(LIMIT);
    if (limit != null) {
      limit.share.reserved.addAndGet(-limit.held);
      limit.share = Share.KNOWN_CALLERS;
      limit.share.reserved.addAndGet(limit.held);
    }
  }

  /** Reserves memory for more bytes; false when there is none. */
  public boolean reserve(long bytes) {
    if (isReleased) {
      return false;
    }
    if (share.reserved.addAndGet(bytes) > share.maxBytes) {
      share.reserved.addAndGet(-bytes);
      return false;
    }
    held += bytes;
    return true;
  }

  private void release() {
    isReleased = true;
    share.reserved.addAndGet(-held);
    held = 0;
  }
}
