package dev.rebound.mock.event;

import dev.rebound.seed.SeededRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Assigns events to deliveries. Equal plans give equal deliveries. A repeated event is in a later
 * delivery than before. Not thread-safe.
 */
final class DeliveryPlan {
  // The plan's random sequence of the seed; rows have other numbers.
  static final long SEQUENCE = -1;

  private final int batch;
  private final double duplicates;
  private final SeededRandom random;
  private final int[] order;
  private final Deque<Integer> repeated = new ArrayDeque<>();
  private int next;

  /**
   * One delivery.
   *
   * @param events the numbers of different events; at least one
   * @param duplicates how many of them earlier deliveries had
   */
  record Batch(List<Integer> events, int duplicates) {
    Batch {
      events = List.copyOf(events);
    }
  }

  /**
   * @param size the number of events
   * @param batch the events of a delivery, at least 1; the last deliveries may have fewer
   * @param duplicates the share of events to repeat, 0 to 1
   * @param isShuffled whether the events are delivered in random order
   */
  DeliveryPlan(int size, int batch, double duplicates, boolean isShuffled, long seed) {
    this.batch = batch;
    this.duplicates = duplicates;
    this.random = new SeededRandom(seed, SEQUENCE);
    this.order = IntStream.range(0, size).toArray();
    if (isShuffled) {
      shuffle();
    }
  }

  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int event = order[i];
      order[i] = order[other];
      order[other] = event;
    }
  }

  boolean hasNext() {
    return next < order.length || !repeated.isEmpty();
  }

  /** Returns the next delivery; call it only after {@link #hasNext}. */
  Batch next() {
    List<Integer> events = new ArrayList<>();
    int again = repetitions();
    for (int i = 0; i < again; i++) {
      events.add(repeated.remove());
    }
    int end = (int) Math.min(order.length, (long) next + batch - again);
    for (; next < end; next++) {
      events.add(order[next]);
    }
    choose(events.subList(again, events.size()));
    return new Batch(events, again);
  }

  /**
   * Returns a random number of waiting repetitions; as many as fit once all events are delivered.
   */
  private int repetitions() {
    int most = Math.min(repeated.size(), batch);
    return next == order.length ? most : random.nextInt(most + 1);
  }

  private void choose(List<Integer> events) {
    for (int event : events) {
      if (random.nextDouble() < duplicates) {
        repeated.add(event);
      }
    }
  }
}
