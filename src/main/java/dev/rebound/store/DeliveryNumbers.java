package dev.rebound.store;

import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Webhook;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The deliveries of a webhook as the numbers that the database keeps. */
final class DeliveryNumbers {
  private static final int OF_ONE = 7;

  /** The numbers of all kept deliveries. */
  static final int MAX = OF_ONE * Webhook.Delivery.MAX_KEPT;

  private DeliveryNumbers() {}

  static Long[] of(List<Webhook.Delivery> deliveries) {
    return deliveries.stream().flatMapToLong(DeliveryNumbers::of).boxed().toArray(Long[]::new);
  }

  private static LongStream of(Webhook.Delivery delivery) {
    return LongStream.of(
        delivery.at(),
        delivery.status(),
        delivery.counts().added(),
        delivery.counts().updated(),
        delivery.counts().duplicates(),
        delivery.rejected(),
        delivery.ignored());
  }

  static List<Webhook.Delivery> deliveries(Long[] numbers) {
    return IntStream.range(0, numbers.length / OF_ONE)
        .mapToObj(i -> delivery(numbers, i * OF_ONE))
        .toList();
  }

  private static Webhook.Delivery delivery(Long[] numbers, int at) {
    EventBatch.Counts counts =
        new EventBatch.Counts(numbers[at + 2], numbers[at + 3], numbers[at + 4]);
    return new Webhook.Delivery(
        numbers[at], numbers[at + 1].intValue(), counts, numbers[at + 5], numbers[at + 6]);
  }
}
