package dev.rebound.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import dev.rebound.mirror.RowComparison.Difference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowComparisonTest {
  private static final int ROWS = 50_000;

  @ParameterizedTest
  @CsvSource({
    "7, gone, 5.1.1, NONE",
    "7, gone, 5.1.2, TEXT",
    "7, full, 5.1.1, TEXT",
    "7, '', 'gone', TEXT",
    "8, gone, 5.1.1, ROW",
    "6, full, 5.1.1, ROW"
  })
  void aRowOfTheirsIsComparedByTimeAndText(
      long created, String reason, String status, Difference expected) {
    RowComparison comparison = new RowComparison();
    comparison.addLocal(new Bounce(7, "a@x.org", "gone", "5.1.1"));
    assertEquals(expected, comparison.addRemote(event("a@x.org", created, reason, status)));
    assertEquals(
        Difference.REPEATED, comparison.addRemote(event("a@x.org", created, reason, status)));
    assertEquals(Difference.ROW, comparison.addRemote(event("b@x.org", 7, "gone", "5.1.1")));
  }

  @Test
  void itEqualsAMapHoweverLargeItGrows() {
    Random random = new Random(7);
    RowComparison comparison = new RowComparison();
    Map<String, Long> ours = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ROWS; i++) {
      Bounce row = new Bounce(random.nextInt(3), random.nextInt(2 * ROWS) + "@x.org", "r", "5");
      comparison.addLocal(row);
      ours.put(row.email(), row.created());
    }
    for (int i = 0; i < ROWS; i++) {
      BounceEvent row = event(random.nextInt(2 * ROWS) + "@x.org", random.nextInt(3), "r", "5");
      String email = row.email().text();
      Difference expected =
          ours.getOrDefault(email, -1L) == row.occurredAt() ? Difference.NONE : Difference.ROW;
      assertEquals(seen.add(email) ? expected : Difference.REPEATED, comparison.addRemote(row));
    }
    assertEquals(seen.size(), comparison.remoteCount());
    for (int i = 0; i < 2 * ROWS; i++) {
      EmailAddress email = new EmailAddress(i + "@x.org");
      assertEquals(seen.contains(email.text()), comparison.isRemote(email));
      assertEquals(
          ours.containsKey(email.text()) && !seen.contains(email.text()),
          comparison.isOnlyLocal(email));
    }
  }

  private static BounceEvent event(String email, long created, String reason, String status) {
    return new BounceEvent(
        new EmailAddress(email), created, BounceType.BOUNCE, reason, status, Verdict.NONE);
  }
}
