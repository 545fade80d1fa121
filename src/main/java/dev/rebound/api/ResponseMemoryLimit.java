package dev.rebound.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the bytes of response bodies that are not written yet, of all event loops together: a
 * quarter of the heap, and half of it for one account. Clients that read slowly, or not at all,
 * would fill the heap otherwise, and Netty's direct memory with the copies.
 */
final class ResponseMemoryLimit {
  /** Smaller bodies are not counted; the limit of connections bounds them. */
  static final int SMALL_BYTES = 1 << 12;

  private final long maxBytes;
  private final AtomicLong held = new AtomicLong();
  private final Map<Long, Long> heldByAccount = new ConcurrentHashMap<>();

  ResponseMemoryLimit(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Returns the limit for the heap of this process. */
  static ResponseMemoryLimit ofHeap(MeterRegistry registry) {
    ResponseMemoryLimit limit = new ResponseMemoryLimit(Runtime.getRuntime().maxMemory() / 4);
    Gauge.builder("rebound.http.response.bytes", limit.held, AtomicLong::get).register(registry);
    return limit;
  }

  /**
   * Reserves memory for a body. Returns false when the process or the account has none left.
   *
   * @param accountId 0 for a response to an unknown caller
   */
  boolean reserve(long accountId, long bytes) {
    if (bytes <= SMALL_BYTES) {
      return true;
    }
    long all = held.addAndGet(bytes);
    long ofAccount = heldByAccount.merge(accountId, bytes, Long::sum);
    // A body larger than the share goes out alone.
    boolean fits = all <= maxBytes && (ofAccount <= maxBytes / 2 || ofAccount == bytes);
    if (!fits) {
      release(accountId, bytes);
    }
    return fits;
  }

  void release(long accountId, long bytes) {
    if (bytes > SMALL_BYTES) {
      held.addAndGet(-bytes);
      heldByAccount.compute(
          accountId, (id, ofAccount) -> ofAccount == bytes ? null : ofAccount - bytes);
    }
  }
}
