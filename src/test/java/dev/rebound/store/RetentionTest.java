package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.Verdict;
import dev.rebound.support.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** History that is cut off: what goes, what stays, and what is told again of it. */
class RetentionTest {
  private static final LocalDate FIRST_KEPT = LocalDate.of(2026, 1, 1);
  private static final long START = FIRST_KEPT.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  private static final long OLD = START - 1;

  private static final String HIDDEN = "SELECT bounce FROM bounce WHERE account_id = ? ORDER BY 1";
  private static final String EVENTS =
      "SELECT bounce_event FROM bounce_event WHERE account_id = ? ORDER BY 1";
  private static final String OLDEST =
      """
      SELECT date_part('epoch', min(occurred_at))::bigint, count(*)
      FROM bounce_event
      WHERE account_id = ?
      """;

  private final OwnAccount account = new OwnAccount();

  @Test
  void whatIsOlderGoesToTheSecondAndListCountsAndTotalsStay() {
    account.ingest(
        List.of(bounce("a", OLD), bounce("b", START), blocked("c", OLD), bounce("b", OLD)));
    List<String> totals = account.totals();
    List<String> list = account.rows(HIDDEN);
    assertTrue(cut());
    assertEquals(3, deleteAll());
    assertFalse(cut());
    assertEquals(List.of(START + " 1"), account.rows(OLDEST));
    assertEquals(totals, account.totals());
    assertEquals(list, account.rows(HIDDEN));
    assertEquals(account.listedDays(), account.countedDays());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aBatchThatIsToldAgainChangesNothingHoweverMuchOfItIsGone(long seed) {
    Random random = new Random(seed);
    List<BounceEvent> events = events(random, 400);
    account.ingest(events);
    List<EmailAddress> removed = IntStream.range(0, 10).mapToObj(i -> address(random)).toList();
    account.delete(removed);
    cut();
    delete();
    account.delete(List.of(address(random), address(random)));
    account.ingest(List.of(bounce("a1", START + 99), bounce("a2", START + 99)));
    List<String> list = account.rows(HIDDEN);
    List<String> totals = account.totals();
    for (int round = 0; round < 3; round++) {
      for (List<BounceEvent> batch : new RandomEvents(random, 1).batches(events, 60)) {
        assertEquals(new EventBatch.Counts(0, 0, batch.size()), account.ingest(batch));
      }
      assertEquals(list, account.rows(HIDDEN));
      assertEquals(totals, account.totals());
      assertEquals(account.listedDays(), account.countedDays());
      deleteAll();
    }
    assertTrue(account.verify(false).isClean());
  }

  @Test
  void aListThatIsEmptiedStaysEmptyWhenOldEventsAreToldAgain() {
    List<BounceEvent> events = List.of(bounce("a", OLD), bounce("b", OLD), bounce("b", OLD - 5));
    account.ingest(events);
    cut();
    deleteAll();
    assertEquals(2, account.deleteAll());
    assertEquals(new EventBatch.Counts(0, 0, 3), account.ingest(events));
    assertEquals(List.of(), account.list());
  }

  @Test
  void anOldListThatIsToldForTheFirstTimeIsListedButNotCounted() {
    cut();
    List<BounceEvent> old =
        List.of(bounce("a", OLD), bounce("a", OLD - 5), blocked("b", OLD), bounce("c", OLD));
    EventBatch.Counts counts = account.ingest(old);
    assertEquals(new EventBatch.Counts(2, 1, 1), counts);
    assertEquals(new EventBatch.Counts(0, 0, 4), account.ingest(old));
    assertEquals(
        List.of("c@x.org " + OLD, "a@x.org " + (OLD - 5)),
        account.list().stream().map(b -> b.email() + " " + b.created()).toList());
    assertEquals(List.of(), account.totals());
    assertEquals(List.of(), account.rows(EVENTS));
    assertEquals(account.listedDays(), account.countedDays());
    assertTrue(account.verify(false).isClean());
  }

  @Test
  void anAddressThatWasTakenOffComesBackWithANewEvent() {
    account.ingest(List.of(bounce("a", OLD)));
    cut();
    deleteAll();
    account.delete(List.of(new EmailAddress("a@x.org")));
    assertEquals(new EventBatch.Counts(1, 0, 0), account.ingest(List.of(bounce("a", START))));
    assertEquals(new EventBatch.Counts(0, 0, 1), account.ingest(List.of(bounce("a", OLD))));
    assertEquals(START, account.list().get(0).created());
  }

  @Test
  void oldEventsInAnyOrderLeaveTheSameList() {
    List<BounceEvent> events = events(new Random(11), 200);
    OwnAccount other = new OwnAccount();
    for (OwnAccount each : List.of(account, other)) {
      cut(each);
      new RandomEvents(new Random(each.id()), 1).batches(events, 40).forEach(each::ingest);
    }
    assertEquals(account.list(), other.list());
    assertEquals(account.totals(), other.totals());
  }

  @Test
  void theHistoryNeverBeginsEarlierAgain() {
    account.ingest(List.of(bounce("a", OLD)));
    cut();
    deleteAll();
    List<String> totals = account.totals();
    OwnAccount.SERVICE.ask(
        Operations.CUT_HISTORY, new HistoryEvent.Cut(account.id(), LocalDate.EPOCH));
    assertEquals(new EventBatch.Counts(0, 0, 1), account.ingest(List.of(bounce("a", OLD))));
    assertEquals(totals, account.totals());
  }

  @Test
  void aRepairLetsTotalsWhoseEventsAreGoneBeAndStillMendsTheOthers() throws Exception {
    account.ingest(List.of(bounce("a", OLD), bounce("b", START)));
    List<String> totals = account.totals();
    cut();
    deleteAll();
    assertTrue(account.verify(true).isClean());
    assertEquals(totals, account.totals());
    try (Connection connection = TestDatabase.connect(OwnAccount.SERVICE.databaseUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE bounce_day SET n = 7 WHERE day >= '2026-01-01' AND account_id = " + account.id());
    }
    assertEquals(1, account.verify(true).bounceDays());
    assertEquals(totals, account.totals());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aPreviewTellsOfOldEventsWhatBecomesOfThem(long seed) {
    Random random = new Random(seed);
    List<BounceEvent> told = events(random, 100);
    account.ingest(told);
    cut();
    delete();
    account.delete(List.of(address(random), address(random), address(random)));
    List<BounceEvent> events = new ArrayList<>(told);
    events.addAll(events(random, 100));
    for (BounceEvent event : events) {
      EventBatch batch = new EventBatch(account.id(), EventBatch.Source.IMPORT, List.of(event));
      EventBatch.Preview preview = OwnAccount.SERVICE.ask(Operations.PREVIEW, batch);
      EventBatch.Counts counts = account.ingest(List.of(event));
      assertEquals(counts.duplicates() == 1, preview.duplicates().contains(event.fingerprint()));
    }
  }

  @Test
  @DisabledIfEnvironmentVariable(
      named = "REBOUND_TEST_DATABASE",
      matches = "citus",
      disabledReason = "it holds a lock on one PostgreSQL")
  void whileOneInstanceDeletesAnotherLeavesItToThatOne() throws Exception {
    account.ingest(List.of(bounce("a", OLD)));
    cut();
    try (Connection other = TestDatabase.connect(OwnAccount.SERVICE.databaseUrl())) {
      other.setAutoCommit(false);
      String sql = HistoryStatements.DELETE;
      assertEquals(
          1, RawStatement.of(sql).number(other, account.id(), FIRST_KEPT, History.DELETE_BATCH));
      assertEquals(OptionalLong.empty(), delete());
      other.rollback();
    }
    assertEquals(OptionalLong.of(1), delete());
  }

  @Test
  void whoeverDeletesTellsAndTakesOffAtOnceLeavesWhatOneAloneLeaves() throws Exception {
    Random random = new Random(42);
    List<BounceEvent> events = events(random, 4000);
    long old = events.stream().filter(event -> event.occurredAt() < START).distinct().count();
    List<List<BounceEvent>> batches = new RandomEvents(random, 1).batches(events, 300);
    batches.forEach(account::ingest);
    cut();
    List<String> totals = account.totals();
    List<Callable<Long>> work = new ArrayList<>();
    for (List<BounceEvent> batch : batches) {
      work.add(() -> account.ingest(batch).added() * 0);
      work.add(() -> delete().orElse(0));
      work.add(() -> account.delete(List.of(batch.get(0).email())) * 0);
    }
    long deleted = AtOnce.run(work).stream().mapToLong(Long::longValue).sum() + deleteAll();
    assertEquals(old, deleted);
    assertEquals(totals, account.totals());
    assertEquals(account.listedDays(), account.countedDays());
    assertTrue(account.verify(false).isClean());
  }

  private boolean cut() {
    return cut(account);
  }

  private static boolean cut(OwnAccount account) {
    return OwnAccount.SERVICE.ask(
        Operations.CUT_HISTORY, new HistoryEvent.Cut(account.id(), FIRST_KEPT));
  }

  private OptionalLong delete() {
    return OwnAccount.SERVICE.ask(
        Operations.DELETE_HISTORY, new HistoryEvent.Cut(account.id(), FIRST_KEPT));
  }

  /** How many went, in all batches that it takes. */
  private long deleteAll() {
    long all = 0;
    OptionalLong deleted = OptionalLong.of(1);
    while (deleted.isEmpty() || deleted.getAsLong() > 0) {
      deleted = delete();
      all += deleted.orElse(0);
    }
    return all;
  }

  /** About half of them before the history starts. */
  private static List<BounceEvent> events(Random random, int count) {
    List<BounceEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = START + random.nextInt(20) - 10;
      BounceType type = BounceType.values()[random.nextInt(2)];
      events.add(event(address(random).text(), at, type));
    }
    return events;
  }

  private static EmailAddress address(Random random) {
    return new EmailAddress("a" + random.nextInt(60) + "@x.org");
  }

  private static BounceEvent bounce(String name, long at) {
    return event(name + "@x.org", at, BounceType.BOUNCE);
  }

  private static BounceEvent blocked(String name, long at) {
    return event(name + "@x.org", at, BounceType.BLOCKED);
  }

  private static BounceEvent event(String email, long at, BounceType type) {
    Verdict verdict = Verdict.given(Classification.values()[0]);
    return new BounceEvent(new EmailAddress(email), at, type, "550", "", verdict);
  }
}
