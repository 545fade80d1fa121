package dev.rebound.mock.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.mock.event.DeliveryPlan.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryPlanTest {

  @Test
  void byDefaultEventsComeOnceAndInOrder() {
    assertEquals(
        List.of(
            new Batch(List.of(0, 1, 2), 0),
            new Batch(List.of(3, 4, 5), 0),
            new Batch(List.of(6), 0)),
        batches(new DeliveryPlan(7, 3, 0, false, 1)));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "100, 7, 0.5", "100, 7, 1", "1000, 100, 0.1", "5, 1000, 1", "50, 1, 0.9"})
  void anEventIsRepeatedAtMostOnceAndInALaterDelivery(int size, int batch, double duplicates) {
    List<Batch> batches = batches(new DeliveryPlan(size, batch, duplicates, true, 3));
    Map<Integer, Integer> delivered = new HashMap<>();
    int again = 0;
    for (Batch one : batches) {
      assertTrue(!one.events().isEmpty() && one.events().size() <= batch);
      assertEquals(one.events().size(), new HashSet<>(one.events()).size());
      assertEquals(one.duplicates(), one.events().stream().filter(delivered::containsKey).count());
      one.events().forEach(event -> delivered.merge(event, 1, Integer::sum));
      again += one.duplicates();
    }
    assertEquals(size, delivered.size());
    assertTrue(delivered.values().stream().allMatch(times -> times <= 2));
    assertEquals(size + again, delivered.values().stream().mapToInt(times -> times).sum());
    assertEquals(size * duplicates, again, size * 0.2);
  }

  @Test
  void theSeedDecidesTheOrderOfShuffledEvents() {
    List<Integer> first = events(new DeliveryPlan(500, 50, 0, true, 1));
    assertEquals(first, events(new DeliveryPlan(500, 50, 0, true, 1)));
    assertNotEquals(first, events(new DeliveryPlan(500, 50, 0, true, 2)));
    List<Integer> inOrder = IntStream.range(0, 500).boxed().toList();
    assertNotEquals(inOrder, first);
    assertEquals(inOrder, first.stream().sorted().toList());
  }

  private static List<Integer> events(DeliveryPlan plan) {
    return batches(plan).stream().flatMap(batch -> batch.events().stream()).toList();
  }

  private static List<Batch> batches(DeliveryPlan plan) {
    List<Batch> batches = new ArrayList<>();
    while (plan.hasNext()) {
      batches.add(plan.next());
    }
    return batches;
  }
}
