package dev.rebound.api.endpoint;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one request holds of its body in memory. All requests of the process together get a share of
 * its heap: whose body does not fit is told to come again. For one event loop.
 */
public final class BodyMemoryLimit {
  // The heap is the process's, and so is the count.
  private static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / 8;
  private static final AtomicLong TAKEN = new AtomicLong();

  private long held;
  private boolean isOver;

  private BodyMemoryLimit() {}

  /** Of a request until its answer has ended, or its connection has. */
  public static BodyMemoryLimit of(HttpServerRequest request) {
    BodyMemoryLimit room = new BodyMemoryLimit();
    request.response().endHandler(ended -> room.giveBack());
    return room;
  }

  /** Takes room for more bytes; false when there is none. */
  public boolean take(int bytes) {
    if (isOver) {
      return false;
    }
    boolean fits = TAKEN.addAndGet(bytes) <= MAX_BYTES;
    if (fits) {
      held += bytes;
    } else {
      TAKEN.addAndGet(-bytes);
    }
    return fits;
  }

  private void giveBack() {
    isOver = true;
    TAKEN.addAndGet(-held);
    held = 0;
  }
}
