package dev.rebound.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Verification;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What is copied, held against the same events told one batch after the other. */
class SeedWriterTest {
  private static final LocalDate UNTIL = LocalDate.of(2026, 1, 1);
  private static final int ROWS = 11_000;
  private static final String LAST_DAY_IN_SLOTS =
      """
      SELECT DISTINCT
        (SELECT count(DISTINCT slot) FROM %1$s WHERE slot BETWEEN 0 AND 15) > 10
        AND NOT EXISTS (SELECT FROM %1$s WHERE slot >= 0 AND day <> '2025-12-31')
      """;

  private final String url = TestDatabase.migrated();

  @Test
  void allTablesAreAsIfTheEventsHadBeenTold() throws Exception {
    SeedPlan plan = new SeedPlan(ROWS, 7, 2, 90, UNTIL);
    try (TestService service = TestService.start(Map.of());
        Connection seeded = TestDatabase.connect(url);
        Connection told = TestDatabase.connect(service.databaseUrl())) {
      long second =
          service
              .ask(Operations.FIND_ACCOUNT, service.createAccount(Account.ROOT, null))
              .orElseThrow()
              .id();
      long[] accounts = {1, second};
      List<Long> progress = new ArrayList<>();
      SeedWriter.Written written =
          new SeedWriter(seeded).write(plan, accounts, progress::add).orElseThrow();
      assertEquals(written.events(), ingest(service, plan, accounts));
      assertEquals(ROWS, written.rows());
      assertEquals(List.of(10_000L, 11_000L), progress);
      assertEquals(Tables.rows(told, "bounce"), Tables.rows(seeded, "bounce"));
      assertEquals(Tables.rows(told, "bounce_event"), Tables.rows(seeded, "bounce_event"));
      assertEquals(Tables.texts(told, Tables.INDEXES), Tables.texts(seeded, Tables.INDEXES));
      for (String counts : List.of("list_day", "bounce_day", "domain_day")) {
        assertEquals(sums(told, counts), sums(seeded, counts));
        assertEquals(List.of("t"), Tables.texts(seeded, LAST_DAY_IN_SLOTS.formatted(counts)));
      }
    }
  }

  private static long ingest(TestService service, SeedPlan plan, long[] accounts) {
    SeedGenerator generator = new SeedGenerator(plan);
    List<List<BounceEvent>> open = List.of(new ArrayList<>(), new ArrayList<>());
    long events = 0;
    for (long number = 0; number < plan.rows(); number++) {
      SeedGenerator.Row row = generator.row(number);
      List<BounceEvent> batch = open.get(row.account());
      batch.addAll(row.bounces());
      batch.addAll(row.blocks());
      events += row.bounces().size() + row.blocks().size();
      if (batch.size() > EventBatch.MAX_SIZE - 10) {
        ingest(service, accounts[row.account()], batch);
      }
    }
    for (int account = 0; account < accounts.length; account++) {
      ingest(service, accounts[account], open.get(account));
    }
    return events;
  }

  private static void ingest(TestService service, long account, List<BounceEvent> batch) {
    service.ask(Operations.INGEST, new EventBatch(account, EventBatch.Source.IMPORT, batch));
    batch.clear();
  }

  @Test
  void aSeededDatabaseIsServedAndItsCountsAreRight() throws Exception {
    try (TestService service = TestService.start(Map.of());
        Connection connection = TestDatabase.connect(service.databaseUrl())) {
      SeedPlan plan = new SeedPlan(1_000, 1, 1, 30, UNTIL);
      assertTrue(new SeedWriter(connection).write(plan, new long[] {1}, rows -> {}).isPresent());
      assertEquals(
          new Verification(0, 0, 0),
          service.ask(Operations.VERIFY, new Verification.Request(1, false)));
      String newest = new SeedGenerator(plan).row(1_000 - 1).newest().email().text();
      String page = service.root().get("/v3/suppression/bounces?limit=1").body();
      assertTrue(page.contains(newest), page);
    }
  }

  @Test
  void aDatabaseWithBouncesIsNotChanged() throws Exception {
    try (Connection connection = TestDatabase.connect(url)) {
      SeedWriter writer = new SeedWriter(connection);
      SeedPlan plan = new SeedPlan(1_000, 1, 1, 30, UNTIL);
      assertTrue(writer.write(plan, new long[] {1}, rows -> {}).isPresent());
      List<String> before = Tables.rows(connection, "bounce");
      SeedPlan other = new SeedPlan(1_000, 2, 1, 30, UNTIL);
      assertEquals(Optional.empty(), writer.write(other, new long[] {1}, rows -> {}));
      assertEquals(before, Tables.rows(connection, "bounce"));
    }
  }

  @Test
  void aSeedThatIsCutOffLeavesTheDatabaseAsItWas() throws Exception {
    try (Connection connection = TestDatabase.connect(url);
        Connection beside = TestDatabase.connect(url)) {
      SeedPlan plan = new SeedPlan(ROWS, 1, 1, 30, UNTIL);
      List<String> indexes = Tables.texts(beside, Tables.INDEXES);
      int server = connection.unwrap(PGConnection.class).getBackendPID();
      assertThrows(
          SQLException.class,
          () ->
              new SeedWriter(connection)
                  .write(
                      plan,
                      new long[] {1},
                      rows ->
                          Tables.execute(beside, "SELECT pg_terminate_backend(" + server + ")")));
      assertEquals(List.of(), Tables.rows(beside, "bounce"));
      assertEquals(List.of(), Tables.rows(beside, "bounce_event"));
      assertEquals(indexes, Tables.texts(beside, Tables.INDEXES));
      // The pages of the first try are there to be used again.
      try (Connection again = TestDatabase.connect(url)) {
        assertTrue(new SeedWriter(again).write(plan, new long[] {1}, rows -> {}).isPresent());
      }
      assertEquals(ROWS, Tables.rows(beside, "bounce").size());
    }
  }

  @Test
  void aPlanNeedsOneIdAnAccount() throws Exception {
    try (Connection connection = TestDatabase.connect(url)) {
      SeedPlan plan = new SeedPlan(1_000, 1, 2, 30, UNTIL);
      assertThrows(
          IllegalArgumentException.class,
          () -> new SeedWriter(connection).write(plan, new long[] {1}, rows -> {}));
    }
  }

  /** Without the slots, which are a matter of who told. */
  private static List<String> sums(Connection connection, String table) {
    return Tables.texts(
        connection,
        """
        SELECT to_jsonb(t) - 'slot' - 'n', sum(n)
        FROM %s AS t
        GROUP BY 1
        HAVING sum(n) <> 0
        ORDER BY 1
        """
            .formatted(table));
  }
}
