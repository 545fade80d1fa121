package dev.rebound.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Batches requests by key: while a batch of a key is in flight, new requests of this key queue up
 * and form the next batch. No request waits for a timer or for another key. For one event loop.
 *
 * @param <K> the key that the requests of a batch share
 * @param <Q> a request
 * @param <R> its reply
 */
public final class Batcher<K, Q, R> {
  private final BiFunction<K, List<Q>, Future<List<R>>> sender;
  private final int maxBatchSize;
  private final int maxQueueSize;
  private final Executor executor;
  // Holds a queue, empty or not, for each key with a batch in flight.
  private final Map<K, Queue<Pending<Q, R>>> queues = new HashMap<>();
  private int queued;

  private record Pending<Q, R>(Q request, Promise<R> reply) {}

  /**
   * @param sender sends a batch; returns one reply for each request, in their order, or fails the
   *     whole batch
   * @param maxBatchSize the most requests in a batch
   * @param maxQueueSize the most queued requests of all keys. Past it a request fails at once,
   *     unless its key has no other queued request: one busy key must not starve the others
   * @param executor runs the task that sends the next batch; requests that arrive before the task
   *     runs join the batch
   */
  public Batcher(
      BiFunction<K, List<Q>, Future<List<R>>> sender,
      int maxBatchSize,
      int maxQueueSize,
      Executor executor) {
    this.sender = sender;
    this.maxBatchSize = maxBatchSize;
    this.maxQueueSize = maxQueueSize;
    this.executor = executor;
  }

  /** Returns the reply; fails with {@link UnavailableException} when the queue is full. */
  public Future<R> ask(K key, Q request) {
    Queue<Pending<Q, R>> queue = queues.get(key);
    boolean isIdle = queue == null;
    if (isIdle) {
      queue = new ArrayDeque<>();
      queues.put(key, queue);
    } else if (queued >= maxQueueSize && !queue.isEmpty()) {
      return Future.failedFuture(new UnavailableException("the request queue is full"));
    }
    Pending<Q, R> pending = new Pending<>(request, Promise.promise());
    queue.add(pending);
    queued++;
    if (isIdle) {
      executor.execute(() -> sendNext(key));
    }
    return pending.reply().future();
  }

  private void sendNext(K key) {
    List<Pending<Q, R>> batch = dequeue(key, maxBatchSize);
    if (batch.isEmpty()) {
      queues.remove(key);
    } else {
      send(key, batch).onComplete(done -> executor.execute(() -> sendNext(key)));
    }
  }

  private List<Pending<Q, R>> dequeue(K key, int max) {
    Queue<Pending<Q, R>> queue = queues.get(key);
    List<Pending<Q, R>> taken = new ArrayList<>();
    while (taken.size() < max && !queue.isEmpty()) {
      taken.add(queue.remove());
    }
    queued -= taken.size();
    return taken;
  }

  /** Completes when every request of the batch has a reply or has failed. */
  private Future<?> send(K key, List<Pending<Q, R>> batch) {
    return sender
        .apply(key, batch.stream().map(Pending::request).toList())
        .onSuccess(replies -> complete(batch, replies))
        .recover(cause -> fail(key, batch, cause));
  }

  private static <Q, R> void complete(List<Pending<Q, R>> batch, List<R> replies) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).reply().complete(replies.get(i));
    }
  }

  // An unavailable store fails the batch and the queue of its key, which would otherwise wait for
  // one timeout after another. Any other failure may have one request as its cause: the requests
  // of the batch are then sent one by one, so that it fails alone.
  private Future<List<R>> fail(K key, List<Pending<Q, R>> batch, Throwable cause) {
    boolean isUnavailable = cause instanceof UnavailableException;
    if (batch.size() == 1 || isUnavailable) {
      List<Pending<Q, R>> queue = isUnavailable ? dequeue(key, Integer.MAX_VALUE) : List.of();
      Stream.concat(batch.stream(), queue.stream()).forEach(pending -> pending.reply().fail(cause));
      return Future.succeededFuture();
    }
    return Future.join(batch.stream().map(pending -> send(key, List.of(pending))).toList())
        .mapEmpty();
  }
}
