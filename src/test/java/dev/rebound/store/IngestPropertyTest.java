package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IngestPropertyTest {
  private static final long SEED = 20_260_301;
  // The profile drill sets 1,000.
  private static final int HISTORIES = Integer.getInteger("rebound.test.histories", 100);
  private static final int ROUNDS = 4;

  private static final String HIDDEN =
      """
      SELECT email, classification, last_fingerprint
      FROM bounce
      WHERE account_id = ?
      ORDER BY 1
      """;
  private static final String HISTORY =
      """
      SELECT email, classification, fingerprint
      FROM bounce_event
      WHERE account_id = ?
      ORDER BY 1, 2, 3
      """;

  @Test
  void everyHistoryLeavesTheListOfTheNaiveWay() throws Exception {
    for (int history = 0; history < HISTORIES; history++) {
      new History(SEED + history).run();
    }
  }

  @Test
  void whoTellsTheSameAtOnceLeavesWhatOneLeavesAlone() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String seed = "seed " + (SEED + round);
      RandomEvents random = new RandomEvents(new Random(SEED + round), 80);
      List<BounceEvent> events = random.list(2000);
      NaiveList naive = new NaiveList();
      EventBatch.Counts once = naive.ingest(events);
      OwnAccount account = new OwnAccount();
      List<Callable<EventBatch.Counts>> writers = new ArrayList<>();
      for (int i = 0; i < AtOnce.THREADS; i++) {
        List<List<BounceEvent>> batches = random.batches(events, 300);
        writers.add(() -> sum(batches.stream().map(account::ingest)));
      }
      long repeated = (AtOnce.THREADS - 1L) * events.size();
      EventBatch.Counts expected = once.plus(new EventBatch.Counts(0, 0, repeated));
      assertEquals(expected, sum(AtOnce.run(writers).stream()), seed);
      assertSame(naive, account, seed);
    }
  }

  @Test
  void manySmallCallersAtOnceAreEachToldWhatBecameOfTheirOwn() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String seed = "seed " + (SEED + round);
      RandomEvents random = new RandomEvents(new Random(SEED + round), 80);
      List<BounceEvent> events = random.list(1500);
      events.addAll(events.subList(0, 500));
      NaiveList naive = new NaiveList();
      EventBatch.Counts expected = naive.ingest(events);
      OwnAccount account = new OwnAccount();
      List<List<BounceEvent>> batches = random.batches(events, 3);
      List<EventBatch.Counts> counts = account.ingestAtOnce(batches);
      for (int i = 0; i < batches.size(); i++) {
        EventBatch.Counts own = counts.get(i);
        assertEquals(batches.get(i).size(), own.added() + own.updated() + own.duplicates(), seed);
      }
      assertEquals(expected, sum(counts.stream()), seed);
      assertSame(naive, account, seed);
    }
  }

  /** Some phases of telling, each from several threads, with deletions between them. */
  private static final class History {
    private final String seed;
    private final Random random;
    private final RandomEvents source;
    private final List<BounceEvent> told = new ArrayList<>();
    private final NaiveList naive = new NaiveList();
    private final OwnAccount account = new OwnAccount();

    History(long seed) {
      this.seed = "seed " + seed;
      random = new Random(seed);
      source = new RandomEvents(random, 1 + random.nextInt(4));
    }

    void run() throws Exception {
      for (int phases = 1 + random.nextInt(3); phases > 0; phases--) {
        ingest();
        assertSame(naive, account, seed);
        delete();
        assertSame(naive, account, seed);
      }
      assertEquals(new EventBatch.Counts(0, 0, told.size()), account.ingest(told), seed);
      assertSame(naive, account, seed);
    }

    private void ingest() throws Exception {
      List<BounceEvent> events = source.list(1 + random.nextInt(30));
      if (random.nextBoolean()) {
        events.addAll(told);
      }
      told.addAll(events);
      List<Callable<EventBatch.Counts>> batches = new ArrayList<>();
      for (List<BounceEvent> batch : source.batches(events, 12)) {
        batches.add(() -> account.ingest(batch));
      }
      assertEquals(naive.ingest(events), sum(AtOnce.run(batches).stream()), seed);
    }

    private void delete() {
      if (random.nextInt(4) == 0) {
        assertEquals(naive.deleteAll(), account.deleteAll(), seed);
      } else {
        List<EmailAddress> emails = Stream.generate(source::email).limit(2).toList();
        assertEquals(naive.delete(emails), account.delete(emails), seed);
      }
    }
  }

  private static EventBatch.Counts sum(Stream<EventBatch.Counts> counts) {
    return counts.reduce(EventBatch.Counts.NONE, EventBatch.Counts::plus);
  }

  private static void assertSame(NaiveList naive, OwnAccount account, String seed) {
    assertEquals(naive.bounces(), account.list(), seed);
    assertEquals(naive.hidden(), account.rows(HIDDEN), seed);
    assertEquals(naive.history(), account.rows(HISTORY), seed);
    assertEquals(account.listedDays(), account.countedDays(), seed);
    assertEquals(account.naiveTotals(), account.totals(), seed);
  }
}
