package dev.rebound.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {
  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456Z");

  @Test
  void anIdIsOfVersionSevenAndHasItsMilliseconds() {
    UUID id = TimeOrderedId.of(TIME);
    assertEquals(7, id.version());
    assertEquals(2, id.variant());
    assertEquals(TIME.toEpochMilli(), id.getMostSignificantBits() >>> 16);
    assertNotEquals(id, TimeOrderedId.of(TIME));
  }

  @Test
  void idsHaveTheOrderOfTheirTimesToTheMicrosecond() {
    List<String> ids =
        List.of(0L, 1_000L, 2_000L, 544_000L, 1_000_000L, 876_543_000L).stream()
            .map(nanos -> TimeOrderedId.of(TIME.plusNanos(nanos)).toString())
            .toList();
    assertEquals(ids.stream().sorted().toList(), ids);
  }

  @Test
  void theStartOfAMillisecondDividesTheIds() {
    String bound = TimeOrderedId.startOf(TIME).toString();
    assertTrue(TimeOrderedId.of(TIME).toString().compareTo(bound) > 0);
    assertTrue(TimeOrderedId.of(TIME.minusMillis(1)).toString().compareTo(bound) < 0);
    assertEquals(new UUID(0, 0), TimeOrderedId.startOf(Instant.EPOCH.minusSeconds(5)));
  }
}
