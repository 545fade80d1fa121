package dev.rebound.mock.event;

import dev.rebound.seed.SeededRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which events go into which request. Equal plans give equal requests. An event that is told again
 * is told in a later request than before. For one thread at a time.
 */
final class DeliveryPlan {
  // Which of the seed's sequences the plan is made with: no row has this number.
  static final long SEQUENCE = -1;

  private final int batch;
  private final double duplicates;
  private final SeededRandom random;
  private final int[] order;
  private final Deque<Integer> toldAgain = new ArrayDeque<>();
  private int next;

  /**
   * One request.
   *
   * @param events by their number, none of them twice; one at least
   * @param duplicates how many of them were in a request before
   */
  record Batch(List<Integer> events, int duplicates) {
    Batch {
      events = List.copyOf(events);
    }
  }

  /**
   * @param size how many events there are
   * @param batch how many a request has, 1 or more; the last ones may have fewer
   * @param duplicates the share of them that is told again, 0 to 1
   * @param isShuffled whether they come in another order than theirs
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
    return next < order.length || !toldAgain.isEmpty();
  }

  /** The next request; only where there is one. */
  Batch next() {
    List<Integer> events = new ArrayList<>();
    int again = again();
    for (int i = 0; i < again; i++) {
      events.add(toldAgain.remove());
    }
    int end = (int) Math.min(order.length, (long) next + batch - again);
    for (; next < end; next++) {
      events.add(order[next]);
    }
    choose(events.subList(again, events.size()));
    return new Batch(events, again);
  }

  /** Some of those that wait, so that they are spread over what is left; all, when nothing is. */
  private int again() {
    int most = Math.min(toldAgain.size(), batch);
    return next == order.length ? most : random.nextInt(most + 1);
  }

  private void choose(List<Integer> events) {
    for (int event : events) {
      if (random.nextDouble() < duplicates) {
        toldAgain.add(event);
      }
    }
  }
}
