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

/**
 * Asks one question about a key at a time; those that come meanwhile wait and are then asked
 * together. Nobody waits for a timer, and nobody for another key. For one event loop.
 *
 * @param <K> what questions must share to be asked together
 * @param <Q> a question
 * @param <R> its answer
 */
public final class Batcher<K, Q, R> {
  private final BiFunction<K, List<Q>, Future<List<R>>> asking;
  private final int maxTogether;
  private final int maxWaiting;
  private final Executor executor;
  // A key is here while it is being asked about.
  private final Map<K, Queue<Waiting<Q, R>>> waiting = new HashMap<>();
  private int count;

  private record Waiting<Q, R>(Q question, Promise<R> answer) {}

  /**
   * @param asking answers several questions in their order, or fails all of them
   * @param maxTogether questions that are asked at once
   * @param maxWaiting questions of all keys; what comes on top is unavailable at once, but for the
   *     only one of its key: who asks little is not turned away because another asks a lot
   * @param executor asks, now or a moment later, so that what comes in that moment is asked too
   */
  public Batcher(
      BiFunction<K, List<Q>, Future<List<R>>> asking,
      int maxTogether,
      int maxWaiting,
      Executor executor) {
    this.asking = asking;
    this.executor = executor;
    this.maxTogether = maxTogether;
    this.maxWaiting = maxWaiting;
  }

  /** Fails with {@link UnavailableException} where too many wait. */
  public Future<R> ask(K key, Q question) {
    Queue<Waiting<Q, R>> others = waiting.get(key);
    boolean isFirst = others == null;
    if (isFirst) {
      others = new ArrayDeque<>();
      waiting.put(key, others);
    } else if (count >= maxWaiting && !others.isEmpty()) {
      return Future.failedFuture(new UnavailableException("too many questions wait", null));
    }
    Waiting<Q, R> one = new Waiting<>(question, Promise.promise());
    others.add(one);
    count++;
    if (isFirst) {
      executor.execute(() -> sendNext(key));
    }
    return one.answer().future();
  }

  private void sendNext(K key) {
    List<Waiting<Q, R>> next = takeWaiting(key, maxTogether);
    if (next.isEmpty()) {
      waiting.remove(key);
    } else {
      askAll(key, next).onComplete(done -> executor.execute(() -> sendNext(key)));
    }
  }

  private List<Waiting<Q, R>> takeWaiting(K key, int most) {
    Queue<Waiting<Q, R>> queue = waiting.get(key);
    List<Waiting<Q, R>> taken = new ArrayList<>();
    while (taken.size() < most && !queue.isEmpty()) {
      taken.add(queue.remove());
    }
    count -= taken.size();
    return taken;
  }

  /** Completes when all are answered, well or not. */
  private Future<?> askAll(K key, List<Waiting<Q, R>> together) {
    return asking
        .apply(key, together.stream().map(Waiting::question).toList())
        .onSuccess(answers -> complete(together, answers))
        .recover(cause -> fail(key, together, cause));
  }

  private static <Q, R> void complete(List<Waiting<Q, R>> together, List<R> answers) {
    for (int i = 0; i < together.size(); i++) {
      together.get(i).answer().complete(answers.get(i));
    }
  }

  // A database that is away fails all of them, and those that wait: they would otherwise wait for
  // one timeout after the other. Anything else may be the fault of one, which must not be that of
  // the others.
  private Future<List<R>> fail(K key, List<Waiting<Q, R>> together, Throwable cause) {
    boolean isAway = cause instanceof UnavailableException;
    if (together.size() == 1 || isAway) {
      List<Waiting<Q, R>> failed = new ArrayList<>(together);
      failed.addAll(isAway ? takeWaiting(key, maxWaiting) : List.of());
      failed.forEach(one -> one.answer().fail(cause));
      return Future.succeededFuture();
    }
    return Future.join(together.stream().map(one -> askAll(key, List.of(one))).toList()).mapEmpty();
  }
}
