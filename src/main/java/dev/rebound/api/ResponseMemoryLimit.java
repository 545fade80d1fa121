package dev.rebound.api;

import dev.rebound.bus.UnavailableException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the bytes of response bodies that are not written yet, of all event loops together: a
 * quarter of the heap, and half of it for one account. Clients that read slowly, or not at all,
 * would fill the heap otherwise, and Netty's direct memory with the copies. A response waits a
 * short time for memory before it gets 503.
 */
final class ResponseMemoryLimit {
  /** Smaller bodies are not counted; the limit of connections bounds them. */
  static final int SMALL_BYTES = 1 << 12;

  /** The longest wait of a response that has not begun. */
  static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** The longest wait of a later part: the response would be cut off. */
  static final Duration REST_WAIT = Duration.ofSeconds(5);

  /** A body that waits for memory; it is in the heap already. */
  private record Waiter(long accountId, long bytes, Context context, Promise<Void> memory) {
    void start() {
      context.runOnContext(now -> memory.complete());
    }
  }

  private final long maxBytes;
  private final AtomicLong held = new AtomicLong();
  private final Map<Long, Long> heldByAccount = new ConcurrentHashMap<>();
  // In the order of their arrival; also the lock of waitingBytes.
  private final Set<Waiter> waiters = new LinkedHashSet<>();
  private long waitingBytes;

  ResponseMemoryLimit(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Returns the bytes that count for a body: all of a large one, none of a small one. */
  static long counted(long bytes) {
    return bytes > SMALL_BYTES ? bytes : 0;
  }

  /** Returns the limit for the heap of this process. */
  static ResponseMemoryLimit ofHeap(MeterRegistry registry) {
    ResponseMemoryLimit limit = new ResponseMemoryLimit(Runtime.getRuntime().maxMemory() / 4);
    Gauge.builder("rebound.http.response.bytes", limit.held, AtomicLong::get).register(registry);
    return limit;
  }

  /**
   * Reserves memory for the first part of a response.
   *
   * @return fails with {@link UnavailableException} after {@link #FIRST_WAIT}, or at once when the
   *     waiting bodies have half as many bytes as all bodies may have
   */
  Future<Void> reserveFirst(Vertx vertx, long accountId, long bytes) {
    return reserve(vertx, accountId, bytes, FIRST_WAIT, maxBytes / 2);
  }

  /**
   * Reserves more memory for a later part of a response, which is larger than those before.
   *
   * @return fails with {@link UnavailableException} after {@link #REST_WAIT}, or at once when the
   *     waiting bodies have as many bytes as all bodies may have
   */
  Future<Void> reserveRest(Vertx vertx, long accountId, long bytes) {
    return reserve(vertx, accountId, bytes, REST_WAIT, maxBytes);
  }

  private Future<Void> reserve(
      Vertx vertx, long accountId, long bytes, Duration wait, long maxWaitingBytes) {
    if (reserve(accountId, bytes)) {
      return Future.succeededFuture();
    }
    Waiter waiter = new Waiter(accountId, bytes, vertx.getOrCreateContext(), Promise.promise());
    synchronized (waiters) {
      if (waitingBytes + bytes > maxWaitingBytes) {
        return Future.failedFuture(new UnavailableException("no memory for a response"));
      }
      waiters.add(waiter);
      waitingBytes += bytes;
    }
    long timer = vertx.setTimer(wait.toMillis(), late -> expire(waiter));
    // Memory may have returned since the attempt.
    wake();
    return waiter.memory.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void expire(Waiter waiter) {
    synchronized (waiters) {
      if (!waiters.remove(waiter)) {
        return;
      }
      waitingBytes -= waiter.bytes;
    }
    waiter.memory.fail(new UnavailableException("no memory for a response in time"));
  }

  /** Starts the waiting bodies that fit now. */
  private void wake() {
    List<Waiter> ready = new ArrayList<>();
    synchronized (waiters) {
      Iterator<Waiter> next = waiters.iterator();
      while (held.get() < maxBytes && next.hasNext()) {
        Waiter waiter = next.next();
        if (reserve(waiter.accountId, waiter.bytes)) {
          next.remove();
          waitingBytes -= waiter.bytes;
          ready.add(waiter);
        }
      }
    }
    ready.forEach(Waiter::start);
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
      subtract(accountId, bytes);
    }
    return fits;
  }

  /** Returns the memory of a body, for which other bodies may wait. */
  void release(long accountId, long bytes) {
    if (bytes > SMALL_BYTES) {
      subtract(accountId, bytes);
      wake();
    }
  }

  private void subtract(long accountId, long bytes) {
    held.addAndGet(-bytes);
    heldByAccount.compute(
        accountId, (id, ofAccount) -> ofAccount == bytes ? null : ofAccount - bytes);
  }
}
