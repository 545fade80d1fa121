package dev.rebound.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made up, and that it is the same for ever. */
class SeedGeneratorTest {
  private static final LocalDate UNTIL = LocalDate.of(2026, 1, 1);
  private static final int ROWS = 50_000;
  private static final SeedPlan PLAN = new SeedPlan(ROWS, 1, 5, 365, UNTIL);
  private static final List<SeedGenerator.Row> SEEDED = rows(PLAN).toList();

  private static Stream<SeedGenerator.Row> rows(SeedPlan plan) {
    SeedGenerator generator = new SeedGenerator(plan);
    return LongStream.range(0, plan.rows()).mapToObj(generator::row);
  }

  private static Stream<BounceEvent> events(SeedGenerator.Row row) {
    return Stream.concat(row.bounces().stream(), row.blocks().stream());
  }

  private static String digest(SeedPlan plan) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (SeedGenerator.Row row : rows(plan).toList()) {
      events(row)
          .map(event -> row.account() + " " + event.fingerprint())
          .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  // Who changes this changes the data under every measurement: say so where they are kept.
  @ParameterizedTest
  @CsvSource({"1, 1, d794bfe5b16bf175", "2, 1, 634a84b318bec339", "1, 3, 49a342605c7bc507"})
  void aPlanGivesTheSameRowsForEver(long seed, int accounts, String digest) throws Exception {
    assertEquals(digest, digest(new SeedPlan(1_000, seed, accounts, 365, UNTIL)));
  }

  @Test
  void rowsAreTheSameInAnyOrderAndOnAnyThread() {
    SeedGenerator generator = new SeedGenerator(PLAN);
    LongStream.range(0, ROWS)
        .map(i -> i * 7_919 % ROWS)
        .parallel()
        .forEach(i -> assertEquals(SEEDED.get((int) i), generator.row(i)));
  }

  @Test
  void everyAddressIsListedOnceAndThoseOnlyBlockedNever() {
    Set<String> listed = new HashSet<>();
    SEEDED.forEach(row -> assertTrue(listed.add(row.newest().email().text())));
    long strangers =
        SEEDED.stream()
            .flatMap(row -> row.blocks().stream())
            .map(event -> event.email().text())
            .filter(email -> !listed.contains(email))
            .distinct()
            .count();
    assertEquals(ROWS / 10, strangers);
  }

  @Test
  void addressesDifferByConstructionUpToTheLargestPlan() {
    // All mailboxes of the largest domain that a hundred million rows can ask for.
    MailboxNames mailboxes = new MailboxNames();
    long salt = SeededRandom.mix(3);
    Set<String> plain = new HashSet<>(MailboxNames.stems());
    assertEquals(MailboxNames.stems().size(), plain.size());
    assertTrue(plain.stream().noneMatch(stem -> stem.matches(".*\\d.*")));
    Set<String> names = new HashSet<>();
    int stems = plain.size();
    int[] rounds = {0, 1, 1_058};
    for (int round : rounds) {
      for (long i = 0; i < stems; i += 1) {
        names.add(mailboxes.name((long) round * stems + i, salt));
      }
    }
    assertEquals(rounds.length * stems, names.size());
    int largest = new RecipientDomains(1 << 20).slots(0);
    assertTrue(128L * largest < 1_059L * stems, "a domain of " + 128L * largest + " mailboxes");
  }

  @Test
  void domainsAreDifferentAndEachHasASlot() {
    RecipientDomains domains = new RecipientDomains(1 << 20);
    Set<String> names = new HashSet<>();
    for (int domain = 0; domain < domains.count(); domain++) {
      assertTrue(names.add(domains.name(domain)), domains.name(domain));
      assertTrue(domains.slots(domain) > 0);
      assertEquals(domain, domains.ofSlot(domains.firstSlot(domain)));
    }
    assertTrue(names.size() > 20_000);
  }

  @Test
  void bouncesListAnAddressAndBlocksDoNotAndAllSevenClassesCome() {
    Set<Classification> classes = EnumSet.noneOf(Classification.class);
    for (SeedGenerator.Row row : SEEDED) {
      row.bounces().forEach(event -> assertEquals(BounceType.BOUNCE, event.type()));
      row.blocks().forEach(event -> assertEquals(BounceType.BLOCKED, event.type()));
      events(row).forEach(event -> classes.add(event.verdict().classification()));
    }
    assertEquals(EnumSet.allOf(Classification.class), classes);
  }

  @Test
  void anAddressBouncesLaterAgainAndNothingComesAfterTheEnd() {
    long first = PLAN.end() - 365 * 86_400L;
    long before = first;
    long events = 0;
    for (SeedGenerator.Row row : SEEDED) {
      assertTrue(row.createdAt() >= before, "rows are in the order of time");
      before = row.createdAt();
      long last = 0;
      for (BounceEvent event : row.bounces()) {
        assertTrue(event.occurredAt() > last);
        assertEquals(row.newest().email(), event.email());
        last = event.occurredAt();
      }
      assertTrue(events(row).allMatch(e -> e.occurredAt() >= first && e.occurredAt() < PLAN.end()));
      events += events(row).count();
    }
    assertEquals(1.24, (double) events / ROWS, 0.02);
  }

  @Test
  void accountsAndDomainsAreInZipfProportions() {
    double[] accounts = new double[5];
    Map<String, Integer> domains = new HashMap<>();
    for (SeedGenerator.Row row : SEEDED) {
      accounts[row.account()]++;
      domains.merge(row.newest().email().text().replaceFirst(".*@", ""), 1, Integer::sum);
    }
    assertEquals(2, accounts[0] / accounts[1], 0.1);
    assertEquals(5, accounts[0] / accounts[4], 0.5);
    List<Map.Entry<String, Integer>> largest =
        domains.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    assertEquals("gmail.com", largest.get(0).getKey());
    assertEquals(
        Math.pow(2, 1.1), (double) domains.get("gmail.com") / domains.get("yahoo.com"), 0.2);
    assertTrue(domains.size() > 5_000, domains.size() + " domains");
  }

  @Test
  void campaignsStandOutAndWeekendsAreQuiet() {
    long[] days = new long[365];
    long[] weekdays = new long[7];
    for (SeedGenerator.Row row : SEEDED) {
      long day = row.createdAt() / 86_400;
      days[(int) (day - PLAN.from().toEpochDay())]++;
      weekdays[(int) ((day + 3) % 7)]++;
    }
    long[] sorted = days.clone();
    Arrays.sort(sorted);
    long median = sorted[365 / 2];
    assertTrue(sorted[364] > 6 * median, sorted[364] + " on the busiest day, usually " + median);
    assertTrue(sorted[340] < 3 * median, "campaigns are rare");
    long workingDays = (weekdays[0] + weekdays[1] + weekdays[2] + weekdays[3] + weekdays[4]) / 5;
    assertTrue(weekdays[5] < workingDays && weekdays[6] < workingDays, Arrays.toString(weekdays));
  }

  @Test
  void anotherSeedGivesOtherAddresses() {
    SeedGenerator.Row other = new SeedGenerator(new SeedPlan(ROWS, 2, 5, 365, UNTIL)).row(0);
    assertNotEquals(SEEDED.get(0).newest().email(), other.newest().email());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 3_650})
  void aPlanMayBeShortOrLong(int days) {
    SeedPlan plan = new SeedPlan(1_000, 1, 1, days, UNTIL);
    assertEquals(1_000, rows(plan).filter(row -> row.createdAt() < plan.end()).count());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 365, 2026-01-01",
    "100000001, 1, 365, 2026-01-01",
    "1000, 0, 365, 2026-01-01",
    "1000, 10001, 365, 2026-01-01",
    "1000, 1, 0, 2026-01-01",
    "1000, 1, 3651, 2026-01-01",
    "1000, 1, 365, 1970-12-31",
    "1000, 1, 1, -0001-01-01",
    "1000, 1, 1, +10000-01-01"
  })
  void aPlanOutOfBoundsIsRefused(long rows, int accounts, int days, LocalDate until) {
    assertThrows(
        IllegalArgumentException.class, () -> new SeedPlan(rows, 1, accounts, days, until));
  }
}
