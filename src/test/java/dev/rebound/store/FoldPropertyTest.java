package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import dev.rebound.domain.Verdict;
import dev.rebound.support.TestDatabase;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folding changes no count, page or total, whatever else happens on however many slots. */
@ExtendWith(VertxExtension.class)
class FoldPropertyTest {
  private static final long SEED = 20_261_129;
  private static final int SLOTS = 5;
  private static final int STEPS = 60;
  private static final long DAY = 86_400;
  // Days that are folded, and the current one, which is not.
  private static final long[] DAYS = {0, DAY, 2 * DAY, Instant.now().getEpochSecond() / DAY * DAY};

  private static final String UNFOLDED =
      """
      SELECT count(*)
      FROM list_day
      WHERE account_id = ?
        AND slot >= 0
        AND day < '2000-01-01'
      """;
  // One statement reads both from one snapshot.
  private static final String DIFFERENCE =
      "SELECT ("
          + ListStatements.COUNT_ALL.replaceFirst("^.*\n", "")
          + ") - count(*)"
          + " FROM bounce WHERE account_id = $1::bigint";

  private static Context context;
  private static Lanes lanes;
  private static List<Writer> writers;

  private final OwnAccount account = new OwnAccount();

  /** What an instance of the store writes with, on its own slot. */
  private record Writer(Ingest ingest, ListDeletions deletions) {}

  @BeforeAll
  static void open(Vertx vertx) {
    StoreOptions.Servers servers =
        new StoreOptions.Servers(
            List.of(OwnAccount.SERVICE.databaseUrl()), Optional.empty(), false);
    context = vertx.getOrCreateContext();
    lanes = Lanes.open(vertx, new StoreOptions(servers, Optional.empty(), 4, true), NoMeters.STORE);
    ErasedAddresses erased = new ErasedAddresses("");
    writers =
        IntStream.range(0, SLOTS)
            .mapToObj(
                slot ->
                    new Writer(
                        new Ingest(lanes.work(), (short) slot, NoMeters.STORE, erased),
                        new ListDeletions(lanes, (short) slot, true, 100, erased)))
            .toList();
  }

  @AfterAll
  static void close() {
    lanes.close().await();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void eachPageAndTotalIsThatOfTheNaiveListAfterEachStep(long round) {
    Random random = new Random(SEED + round);
    NaiveList naive = new NaiveList();
    for (int step = 0; step < STEPS; step++) {
      String run = "seed " + (SEED + round) + ", step " + step;
      change(random, naive);
      List<Bounce> list = naive.bounces();
      requirePage(TimeRange.ALL, list, random, run);
      TimeRange range = range(random);
      List<Bounce> within =
          list.stream()
              .filter(row -> row.created() >= range.from() && row.created() <= range.to())
              .toList();
      requirePage(range, within, random, run + ", " + range);
      assertEquals(account.naiveTotals(), account.totals(), run);
    }
    assertEquals(account.listedDays(), account.countedDays());
    assertTrue(account.verify(false).isClean());
  }

  private void change(Random random, NaiveList naive) {
    Writer writer = writers.get(random.nextInt(SLOTS));
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> fold();
      case 3, 4 -> {
        List<EmailAddress> emails = Stream.generate(() -> email(random)).limit(10).toList();
        assertEquals(naive.delete(emails), delete(writer, new Bounce.Deletion.Addresses(emails)));
      }
      case 5 -> {
        if (random.nextInt(4) == 0) {
          assertEquals(naive.deleteAll(), delete(writer, new Bounce.Deletion.All()));
        }
      }
      default -> {
        List<BounceEvent> events = Stream.generate(() -> event(random)).limit(30).toList();
        assertEquals(naive.ingest(events), ingest(writer, events));
      }
    }
  }

  private void requirePage(TimeRange created, List<Bounce> expected, Random random, String run) {
    Page first = new Page(Page.MAX_LIMIT, 0);
    Page deep = new Page(7, random.nextInt(expected.size() + 1));
    for (Page page : List.of(first, deep)) {
      BouncePage found = account.page(created, EmailFilter.ANY, page);
      assertEquals(OptionalLong.of(expected.size()), found.total(), run);
      assertEquals(
          expected.stream().skip(page.offset()).limit(page.limit()).toList(), found.bounces(), run);
    }
  }

  @Test
  void countsStayExactWhileManyWriteAndFold() throws Exception {
    Random random = new Random(SEED);
    List<Callable<Long>> tasks = new ArrayList<>();
    RawStatement difference = RawStatement.of(DIFFERENCE);
    List<Connection> readers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Writer writer = writers.get(i % SLOTS);
      List<BounceEvent> events = Stream.generate(() -> event(random)).limit(40).toList();
      List<EmailAddress> emails = Stream.generate(() -> email(random)).limit(10).toList();
      Connection reader = TestDatabase.connect(OwnAccount.SERVICE.databaseUrl());
      readers.add(reader);
      tasks.add(() -> ingest(writer, events).added() * 0);
      tasks.add(() -> fold() * 0);
      tasks.add(() -> delete(writer, new Bounce.Deletion.Addresses(emails)) * 0);
      tasks.add(() -> difference.number(reader, account.id()));
      if (i % 20 == 19) {
        tasks.add(() -> delete(writer, new Bounce.Deletion.All()) * 0);
      }
    }
    List<Long> results = AtOnce.run(tasks);
    for (Connection reader : readers) {
      reader.close();
    }
    assertEquals(results.stream().map(result -> 0L).toList(), results);
    foldAll();
    assertEquals(List.of("0"), account.rows(UNFOLDED));
    assertEquals(account.listedDays(), account.countedDays());
    assertEquals(account.naiveTotals(), account.totals());
    assertTrue(account.verify(false).isClean());
  }

  @Test
  void aFoldWaitsForNoWriterAndLeavesItsRow() throws Exception {
    EmailAddress email = new EmailAddress("a@x.org");
    BounceEvent event = new BounceEvent(email, 5, BounceType.BOUNCE, "", "", Verdict.NONE);
    ingest(writers.get(3), List.of(event));
    try (Connection holder = TestDatabase.connect(OwnAccount.SERVICE.databaseUrl())) {
      holder.setAutoCommit(false);
      RawStatement.of("UPDATE list_day SET n = n WHERE account_id = $1::bigint RETURNING n")
          .number(holder, account.id());
      foldAll();
      assertEquals(List.of("1"), account.rows(UNFOLDED));
      holder.commit();
    }
    assertEquals(1, fold());
    assertEquals(List.of("0"), account.rows(UNFOLDED));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -3})
  void aWrongTotalIsFoundAndRepaired(int slot) throws Exception {
    ingest(writers.get(0), Stream.generate(() -> event(new Random(1))).limit(9).toList());
    foldAll();
    try (Connection connection = TestDatabase.connect(OwnAccount.SERVICE.databaseUrl())) {
      RawStatement.of(
              "UPDATE list_day SET n = n + 3 WHERE account_id = $1 AND slot = $2 RETURNING n")
          .number(connection, account.id(), slot);
    }
    assertEquals(1, account.verify(true).listDays());
    assertTrue(account.verify(false).isClean());
    assertEquals(
        OptionalLong.of(account.list().size()),
        account.page(TimeRange.ALL, EmailFilter.ANY, new Page(1, 0)).total());
  }

  private long fold() {
    return OwnAccount.SERVICE.ask(Operations.FOLD_COUNTS, account.id());
  }

  private void foldAll() {
    while (fold() > 0) {
      // The next batch.
    }
  }

  private EventBatch.Counts ingest(Writer writer, List<BounceEvent> events) {
    EventBatch batch = new EventBatch(account.id(), EventBatch.Source.API, events);
    return onContext(() -> writer.ingest.ingest(batch));
  }

  private long delete(Writer writer, Bounce.Deletion.Selection selection) {
    Bounce.Deletion deletion = new Bounce.Deletion(account.id(), selection, OwnAccount.deletion());
    return onContext(() -> writer.deletions.delete(deletion));
  }

  // The store's objects belong to one event loop.
  private static <T> T onContext(Supplier<Future<T>> operation) {
    return Future.<T>future(
            result -> context.runOnContext(now -> operation.get().onComplete(result)))
        .await();
  }

  private static BounceEvent event(Random random) {
    BounceType type = random.nextInt(4) == 0 ? BounceType.BLOCKED : BounceType.BOUNCE;
    Classification classification = Classification.values()[random.nextInt(3)];
    return new BounceEvent(
        email(random), second(random), type, "550 no", "5.1.1", Verdict.given(classification));
  }

  private static EmailAddress email(Random random) {
    return new EmailAddress("a" + random.nextInt(60) + "@d" + random.nextInt(2) + ".example");
  }

  private static long second(Random random) {
    return DAYS[random.nextInt(DAYS.length)] + random.nextInt(2) * (DAY - 1);
  }

  private static TimeRange range(Random random) {
    long from = second(random);
    return new TimeRange(from, Math.max(from, second(random)));
  }
}
