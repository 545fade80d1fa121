package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.SetupException;
import dev.rebound.support.Api;
import dev.rebound.support.Backends;
import dev.rebound.support.BounceRow;
import dev.rebound.support.PgBouncer;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two services share three sessions of PostgreSQL's through a PgBouncer in transaction mode: they
 * answer as one does that asks PostgreSQL itself, and leave nothing behind in the sessions.
 */
@Timeout(180)
class PgBouncerDrill {
  private static final int SESSIONS = 3;
  private static final int CLIENTS = 8;
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  // What PgBouncer itself sets anew for each client.
  private static final Set<String> KEPT_BY_PGBOUNCER =
      Set.of(
          "application_name",
          "client_encoding",
          "DateStyle",
          "TimeZone",
          "standard_conforming_strings");

  private static String database;
  private static PgBouncer bouncer;
  private static TestService one;
  private static TestService two;
  private static TestService direct;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    bouncer = PgBouncer.start(database, SESSIONS);
    Map<String, String> pooled =
        Map.of("REBOUND_DATABASE_URL", bouncer.url(database), "REBOUND_DATABASE_DIRECT_URL", "");
    direct = TestService.start(database, Map.of());
    one = TestService.start(database, pooled);
    two = TestService.start(database, pooled);
  }

  @AfterAll
  static void stop() {
    // What was not started, as PgBouncer is missing, needs no stop.
    Stream.of(two, one, direct).filter(Objects::nonNull).forEach(TestService::close);
    if (bouncer != null) {
      bouncer.close();
    }
  }

  @Test
  void allKindsOfWorkAtOnceComeOutAsPostgreSqlItselfTellsThem() throws Exception {
    String key = key(one);
    List<Api> apis = List.of(one.api(key), two.api(key));
    try (PooledLoad load = new PooledLoad()) {
      long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
      for (Future<?> client : load.start(CLIENTS, apis, () -> System.nanoTime() < end)) {
        client.get();
      }
      assertEquals(Set.of(200, 204), load.statuses());
      assertEquals(load.kept(), listed(direct.api(key)));
      for (String path : PooledLoad.READS) {
        String truth = direct.api(key).get(path).body();
        apis.forEach(api -> assertEquals(truth, api.get(path).body(), path));
      }
    }
    assertEquals(204, apis.get(0).delete(Api.BOUNCES, "{\"delete_all\":true}").statusCode());
    assertEquals("[]", apis.get(1).list());
    assertEquals("[]", direct.api(key).list());
    assertNothingIsLeftInTheSessions();
  }

  private static void assertNothingIsLeftInTheSessions() {
    try (PooledSessions sessions = PooledSessions.take(bouncer.url(database), SESSIONS)) {
      assertEquals(SESSIONS, new HashSet<>(sessions.ask("SELECT pg_backend_pid()::text")).size());
      Set<String> set =
          new TreeSet<>(sessions.ask("SELECT name FROM pg_settings WHERE source = 'session'"));
      set.removeAll(KEPT_BY_PGBOUNCER);
      assertEquals(Set.of(), set);
      assertEquals(List.of(), sessions.ask("SELECT name FROM pg_prepared_statements"));
      assertEquals(
          List.of(),
          sessions.ask(
              "SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"));
    }
  }

  @Test
  void aStatementThatTakesTooLongIsEndedByTheServerAlsoThroughThePooler() throws Exception {
    Api api = one.api(key(one));
    api.ingest(BounceRow.at(1_700_000_000, "a@x.org"));
    try (Connection beside = TestDatabase.connect(database);
        Statement statement = beside.createStatement()) {
      beside.setAutoCommit(false);
      statement.execute("LOCK TABLE bounce IN ACCESS EXCLUSIVE MODE");
      assertEquals(503, api.get(Api.BOUNCES + "/a@x.org").statusCode());
      // The caller has given up; the statement has to end by itself, while the lock is still held.
      await(() -> count(statement, "SELECT count(*) FROM pg_locks WHERE NOT granted") == 0);
    }
    assertEquals(200, api.get(Api.BOUNCES + "/a@x.org").statusCode());
  }

  @Test
  void whoWaitsTooLongForASessionIsNotRunAnyMore() {
    Api api = one.api(key(one));
    api.ingest(BounceRow.at(1_700_000_000, "before@x.org"));
    try (PooledSessions all = PooledSessions.take(bouncer.url(database), SESSIONS)) {
      int told =
          api.post(Api.INGEST, BounceRow.array(BounceRow.at(1_700_000_000, "late@x.org")))
              .statusCode();
      assertEquals(503, told);
      assertEquals(SESSIONS, all.ask("SELECT 'held'").size());
    }
    api.ingest(BounceRow.at(1_700_000_000, "after@x.org"));
    assertEquals(Set.of("before@x.org", "after@x.org"), new HashSet<>(api.emails("")));
  }

  @Test
  void aPoolerThatIsStartedAgainIsFoundAgainAndNoWriteIsHalfDone() throws Exception {
    String key = key(one);
    List<Api> apis = List.of(one.api(key), two.api(key));
    AtomicBoolean goesOn = new AtomicBoolean(true);
    try (PooledLoad load = new PooledLoad()) {
      List<Future<?>> clients = load.start(CLIENTS, apis, goesOn::get);
      for (int i = 0; i < 2; i++) {
        int before = load.kept().size();
        await(() -> load.kept().size() > before);
        bouncer.stop();
        bouncer.start();
      }
      for (Api api : apis) {
        await(() -> api.get(Api.BOUNCES + "?limit=1").statusCode() == 200);
      }
      goesOn.set(false);
      for (Future<?> client : clients) {
        client.get();
      }
      assertTrue(
          Set.of(200, 204, 404, 503).containsAll(load.statuses()), load.statuses()::toString);
      Set<String> lost = new TreeSet<>(load.kept());
      lost.removeAll(listed(direct.api(key)));
      assertEquals(Set.of(), lost);
    }
    try (Backends backends = new Backends(database)) {
      assertEquals(Set.of(), backends.halfDone(1));
    }
    assertNothingIsLeftInTheSessions();
  }

  @Test
  void aDatabaseThatIsNotMigratedIsRefusedThroughThePoolerAndMigratedPastIt() {
    String empty = TestDatabase.create();
    Map<String, String> pooled =
        Map.of("REBOUND_DATABASE_URL", bouncer.url(empty), "REBOUND_DATABASE_DIRECT_URL", "");
    SetupException e = assertThrows(SetupException.class, () -> TestService.start(empty, pooled));
    assertTrue(e.getMessage().contains("lacks schema version 1, 2, 3"), e.getMessage());
    assertTrue(e.getMessage().contains("set REBOUND_DATABASE_DIRECT_URL"), e.getMessage());
    Map<String, String> both =
        Map.of("REBOUND_DATABASE_URL", bouncer.url(empty), "REBOUND_DATABASE_DIRECT_URL", empty);
    try (TestService service = TestService.start(empty, both)) {
      assertEquals("[]", service.account().list());
    }
  }

  @Test
  void aDatabaseOfAnotherEncodingIsRefusedThroughThePooler() throws SQLException {
    String name = "latin1_of_" + DatabaseUrl.parse(database).database();
    execute(
        "CREATE DATABASE %s ENCODING 'LATIN1' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"
                .formatted(name)
            + " TEMPLATE template0");
    String latin1 = database.replace(DatabaseUrl.parse(database).database(), name);
    Map<String, String> pooled =
        Map.of("REBOUND_DATABASE_URL", bouncer.url(latin1), "REBOUND_DATABASE_DIRECT_URL", "");
    SetupException e = assertThrows(SetupException.class, () -> TestService.start(latin1, pooled));
    assertTrue(e.getMessage().contains("has the encoding LATIN1"), e.getMessage());
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String key(TestService service) {
    // Of a name that no service of this database has given yet.
    return service.createKey(service.createAccount(Account.ROOT, null), Scope.ALL);
  }

  private static Set<String> listed(Api api) {
    Set<String> emails = new TreeSet<>();
    int offset = 0;
    List<String> page = api.emails("?limit=500");
    while (!page.isEmpty()) {
      emails.addAll(page);
      offset += page.size();
      page = api.emails("?limit=500&offset=" + offset);
    }
    return emails;
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void await(Condition condition) throws SQLException {
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, "not within " + RECOVERY);
    }
  }

  private static long count(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
