package dev.rebound.mock;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Items that are due at times of the mock's clock. A clock that moves past them makes them due at
 * once; one that stands still keeps them. Thread-safe; the items are handled on one event loop, in
 * the order of their times.
 *
 * @param <T> an item
 */
public final class Agenda<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Agenda.class);
  private static final int MAX_BATCH = 500;
  private static final Duration LONGEST_TIMER = Duration.ofHours(1);
  private static final long SHORTEST_TIMER_MILLIS = 10;
  private static final long RETRY_MILLIS = 1_000;

  private final MockClock clock;
  private final Vertx vertx;
  private final Context context;
  private final Function<List<T>, Future<Void>> handler;
  private final long maxWeight;
  private final PriorityQueue<Entry<T>> entries =
      new PriorityQueue<>(
          Comparator.<Entry<T>, Instant>comparing(Entry::due).thenComparing(Entry::number));
  private long numbers;
  private long clearings;
  private long weight;
  private boolean isBusy;
  private long timer = -1;

  private record Entry<T>(Instant due, long number, int weight, T item) {}

  /**
   * An item to add.
   *
   * @param weight in bytes, approximately
   */
  public record Item<T>(Instant due, int weight, T item) {}

  /**
   * @param handler handles items that are due. Where it fails for an outage, it gets the same items
   *     again after a second
   * @param maxWeight of all items, see {@link #hasRoom}
   */
  public Agenda(
      MockClock clock, Vertx vertx, long maxWeight, Function<List<T>, Future<Void>> handler) {
    this.clock = clock;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.maxWeight = maxWeight;
    this.handler = handler;
    clock.onChange(this::wake);
  }

  /** Returns whether more items fit. */
  public synchronized boolean hasRoom(long more) {
    return more == 0 || weight + more <= maxWeight;
  }

  public void add(List<Item<T>> items) {
    if (items.isEmpty()) {
      return;
    }
    synchronized (this) {
      for (Item<T> item : items) {
        entries.add(new Entry<>(item.due(), numbers++, item.weight(), item.item()));
        weight += item.weight();
      }
    }
    wake();
  }

  /** Forgets all items. */
  public synchronized void clear() {
    entries.clear();
    weight = 0;
    clearings++;
  }

  private void wake() {
    context.runOnContext(now -> run());
  }

  private void run() {
    long clearing;
    List<Entry<T>> due;
    synchronized (this) {
      clearing = clearings;
      due = takeDue();
    }
    if (!due.isEmpty()) {
      Future.succeededFuture(due.stream().map(Entry::item).toList())
          .compose(handler)
          .onComplete(result -> handled(due, clearing, result));
    }
  }

  private void handled(List<Entry<T>> due, long clearing, AsyncResult<?> result) {
    boolean isAway = result.failed() && result.cause() instanceof UnavailableException;
    if (isAway) {
      LOG.warn("{} items of the mock's agenda wait: {}", due.size(), result.cause().getMessage());
    } else if (result.failed()) {
      LOG.error("{} items of the mock's agenda failed", due.size(), result.cause());
    }
    synchronized (this) {
      isBusy = false;
      if (isAway && clearing == clearings) {
        due.forEach(
            entry -> {
              entries.add(entry);
              weight += entry.weight();
            });
      }
    }
    if (isAway) {
      vertx.setTimer(RETRY_MILLIS, waited -> wake());
    } else {
      wake();
    }
  }

  private List<Entry<T>> takeDue() {
    List<Entry<T>> due = new ArrayList<>();
    if (isBusy) {
      return due;
    }
    Instant now = clock.instant();
    while (due.size() < MAX_BATCH && !entries.isEmpty() && !entries.peek().due().isAfter(now)) {
      Entry<T> entry = entries.remove();
      weight -= entry.weight();
      due.add(entry);
    }
    isBusy = !due.isEmpty();
    setTimer(now);
    return due;
  }

  /**
   * Sets the timer for the next item, as if the clock ran. If it stands still, the timer repeats.
   */
  private void setTimer(Instant now) {
    vertx.cancelTimer(timer);
    if (!entries.isEmpty() && !isBusy) {
      Duration wait = Duration.between(now, entries.peek().due());
      long millis = wait.compareTo(LONGEST_TIMER) < 0 ? wait.toMillis() : LONGEST_TIMER.toMillis();
      timer = vertx.setTimer(Math.max(SHORTEST_TIMER_MILLIS, millis), passed -> run());
    }
  }
}
