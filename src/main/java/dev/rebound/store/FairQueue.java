package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Runs tasks by turns of their keys, which are accounts: a key with many tasks delays another key
 * by one task at most. A key uses half of the places at most; the other half stays free for the
 * other keys.
 */
final class FairQueue {
  private static final Object NO_ACCOUNT = new Object();

  private final Vertx vertx;
  private final int maxRunning;
  private final int share;
  private final int maxQueued;
  private final Duration timeout;
  private final Map<Object, Integer> running = new HashMap<>();
  // Holds the keys with queued tasks; the next turn is the first one's.
  private final Map<Object, Queue<Runnable>> queues = new LinkedHashMap<>();
  private int runningTasks;
  private int queuedTasks;

  /**
   * @param maxRunning the most tasks that run at a time. One key may use half of them, and one at
   *     least
   * @param maxQueued the most queued tasks of all keys. Past it a task fails at once; the first
   *     task of a key fails past twice this number
   * @param timeout the longest wait; after it the task does not run
   */
  FairQueue(Vertx vertx, int maxRunning, int maxQueued, Duration timeout) {
    this.vertx = vertx;
    this.maxRunning = maxRunning;
    this.share = Math.max(1, maxRunning / 2);
    this.maxQueued = maxQueued;
    this.timeout = timeout;
  }

  /** Returns the key of a statement: its first parameter, as in all statements of the store. */
  static Object account(Tuple parameters) {
    return parameters.size() == 0 ? NO_ACCOUNT : parameters.getValue(0);
  }

  /**
   * Returns the result of the task.
   *
   * @return fails with {@link UnavailableException} when the queue is full, or after the timeout
   */
  synchronized <T> Future<T> run(Object key, Supplier<Future<T>> task) {
    if (runningTasks < maxRunning && running.getOrDefault(key, 0) < share) {
      return start(key, task);
    }
    if (queuedTasks >= (queues.containsKey(key) ? maxQueued : 2 * maxQueued)) {
      return Future.failedFuture(new UnavailableException("the statement queue is full"));
    }
    return enqueue(key, task);
  }

  private <T> Future<T> enqueue(Object key, Supplier<Future<T>> task) {
    Promise<T> result = Promise.promise();
    long[] timer = new long[1];
    Runnable turn =
        () -> {
          vertx.cancelTimer(timer[0]);
          start(key, task).onComplete(result);
        };
    timer[0] = vertx.setTimer(Math.max(1, timeout.toMillis()), late -> expire(key, turn, result));
    queues.computeIfAbsent(key, first -> new ArrayDeque<>()).add(turn);
    queuedTasks++;
    return result.future();
  }

  private synchronized void expire(Object key, Runnable turn, Promise<?> result) {
    Queue<Runnable> queue = queues.get(key);
    // The turn may have come while this timer fired.
    if (queue == null || !queue.remove(turn)) {
      return;
    }
    queuedTasks--;
    if (queue.isEmpty()) {
      queues.remove(key);
    }
    result.fail(new UnavailableException("the statement waited too long for a connection"));
  }

  private <T> Future<T> start(Object key, Supplier<Future<T>> task) {
    runningTasks++;
    running.merge(key, 1, Integer::sum);
    return Future.succeededFuture().compose(now -> task.get()).onComplete(done -> finish(key));
  }

  private synchronized void finish(Object key) {
    runningTasks--;
    running.computeIfPresent(key, (same, tasks) -> tasks == 1 ? null : tasks - 1);
    queues.keySet().stream()
        .filter(next -> running.getOrDefault(next, 0) < share)
        .findFirst()
        .ifPresent(this::startTurn);
  }

  /** Starts the first task of a key, whose next turn comes after all other keys. */
  private void startTurn(Object key) {
    Queue<Runnable> queue = queues.remove(key);
    Runnable turn = queue.remove();
    queuedTasks--;
    if (!queue.isEmpty()) {
      queues.put(key, queue);
    }
    turn.run();
  }
}
