package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.UnavailableException;
import dev.rebound.support.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class LaneTest {
  private static final Lane.Limits LIMITS =
      new Lane.Limits(
          "test",
          1,
          1,
          1,
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Lane.Plans.PREPARED);
  private static final Lane.Limits PATIENT =
      new Lane.Limits(
          "test", 1, 1, 1, Duration.ofSeconds(20), Duration.ofSeconds(20), Lane.Plans.PREPARED);
  private static final String TELL = "INSERT INTO told SELECT $2::int WHERE $1::bigint = 7";

  private Vertx vertx;

  @BeforeEach
  void use(Vertx injected) {
    vertx = injected;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoWaitsTooLongForAConnectionIsNotRunAndWhoIsOneTooManyFailsAtOnce(boolean throughPooler)
      throws Exception {
    String database = TestDatabase.create();
    Lane lane = Lane.pooled(vertx, connector(database, throughPooler), LIMITS, NoMeters.LANE);
    try (Connection behind = TestDatabase.connect(database);
        Statement statement = behind.createStatement()) {
      statement.execute("CREATE TABLE told (n int)");
      openConnection(lane);
      behind.setAutoCommit(false);
      statement.execute("LOCK TABLE told");
      Future<RowSet<Row>> first = lane.run(TELL, Tuple.of(7L, 1));
      awaitWaiting(statement);
      Future<RowSet<Row>> second = lane.run(TELL, Tuple.of(7L, 2));
      assertThrows(UnavailableException.class, () -> lane.run(TELL, Tuple.of(7L, 3)).await());
      assertFalse(second.isComplete(), "waits while the third is refused");
      assertThrows(UnavailableException.class, second::await);
      behind.commit();
      first.await();
      lane.run(TELL, Tuple.of(7L, 4)).await();
      assertEquals(5, sum(lane));
    } finally {
      lane.close().await();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStatementThatWaitsForALockFailsLongBeforeItsOwnTimeout(boolean throughPooler)
      throws Exception {
    String database = TestDatabase.create();
    Lane lane = Lane.pooled(vertx, connector(database, throughPooler), PATIENT, NoMeters.LANE);
    try (Connection behind = TestDatabase.connect(database);
        Statement statement = behind.createStatement()) {
      statement.execute("CREATE TABLE told (n int)");
      behind.setAutoCommit(false);
      statement.execute("LOCK TABLE told");
      UnavailableException e =
          assertThrows(UnavailableException.class, () -> lane.run(TELL, Tuple.of(7L, 1)).await());
      assertEquals("SQLSTATE 55P03", e.getMessage());
      behind.commit();
      lane.run(TELL, Tuple.of(7L, 4)).await();
      assertEquals(4, sum(lane));
    } finally {
      lane.close().await();
    }
  }

  // On a busy machine this takes longer than a statement of the lane waits.
  private static void openConnection(Lane lane) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!lane.run("SELECT 1", Tuple.tuple())
        .transform(Future::succeededFuture)
        .await()
        .succeeded()) {
      assertTrue(System.nanoTime() < end, "the lane does not connect");
    }
  }

  // An account's share of two statements in flight is half of four. The next one, which the event
  // loop starts, may overtake those that come from this thread.
  @ParameterizedTest
  @CsvSource({"false, 1, 0 1 2 81 3 4 5", "true, 4, 0 1 .*81 .*4 5"})
  void theFirstStatementOfAnotherAccountOvertakesTheQueue(
      boolean isPipelined, int pipelined, String order) throws Exception {
    String database = TestDatabase.create();
    Duration wait = Duration.ofSeconds(20);
    Lane.Limits limits =
        new Lane.Limits("test", 1, pipelined, 100, wait, wait, wait, Lane.Plans.PREPARED);
    PrimarySelector connector = connector(database);
    Lane lane =
        isPipelined
            ? Lane.pipelined(vertx, connector, limits, NoMeters.LANE)
            : Lane.pooled(vertx, connector, limits, NoMeters.LANE);
    String tell = "INSERT INTO told SELECT $2::int WHERE $1::bigint > 0";
    try (Connection behind = TestDatabase.connect(database);
        Statement statement = behind.createStatement()) {
      statement.execute("CREATE TABLE told (n int, at serial)");
      lane.run(tell, Tuple.of(7L, 0)).await();
      behind.setAutoCommit(false);
      statement.execute("LOCK TABLE told");
      List<Future<RowSet<Row>>> results = new ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        results.add(lane.run(tell, Tuple.of(7L, i)));
      }
      results.add(lane.run(tell, Tuple.of(8L, 81)));
      behind.commit();
      Future.all(results).await();
      String told = "SELECT string_agg(n::text, ' ' ORDER BY at) FROM told";
      String seen = lane.run(told, Tuple.tuple()).await().iterator().next().getString(0);
      assertTrue(seen.matches(order), seen);
    } finally {
      lane.close().await();
    }
  }

  private static void awaitWaiting(Statement statement) throws SQLException {
    String waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'told'::regclass";
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!statement.executeQuery(waits).next()) {
      assertTrue(System.nanoTime() < end, "the statement does not wait");
    }
  }

  private static long sum(Lane lane) {
    return lane.run("SELECT sum(n) FROM told", Tuple.tuple()).await().iterator().next().getLong(0);
  }

  // A system takes the connection for a process that stands still.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerThatNeverGreetsIsUnavailable(boolean isPipelined) throws Exception {
    NetServer server = vertx.createNetServer().connectHandler(silent -> {}).listen(0).await();
    Lane.Limits limits =
        new Lane.Limits(
            "test", 1, 1, 1, Duration.ofMillis(100), Duration.ofMillis(100), Lane.Plans.PREPARED);
    PrimarySelector connector =
        connector("postgresql://a:b@127.0.0.1:%d/c".formatted(server.actualPort()));
    Lane lane =
        isPipelined
            ? Lane.pipelined(vertx, connector, limits, NoMeters.LANE)
            : Lane.pooled(vertx, connector, limits, NoMeters.LANE);
    Future<RowSet<Row>> answer = lane.run("SELECT 1", Tuple.tuple());
    assertThrows(UnavailableException.class, () -> answer.await(20, TimeUnit.SECONDS));
  }

  @Test
  void throughAPoolerASettingEndsWithItsTransaction() {
    String database = TestDatabase.create();
    Lane lane = Lane.pooled(vertx, connector(database, true), PATIENT, NoMeters.LANE);
    String within = "SELECT current_setting('statement_timeout')";
    assertEquals("20s", lane.run(within, Tuple.tuple()).await().iterator().next().getString(0));
    // Behind COMMIT, in the session that it ran in.
    Lane.Limits none =
        new Lane.Limits(
            "test", 1, 1, 1, PATIENT.queueTimeout(), Duration.ZERO, Lane.Plans.PREPARED);
    Pool pool = pool(database, none);
    new PoolerTransaction(pool.getConnection().await(), PATIENT)
        .run(within, Tuple.tuple(), PATIENT.queueTimeout())
        .await();
    assertEquals("0", pool.query(within).execute().await().iterator().next().getString(0));
    pool.close().await();
    lane.close().await();
  }

  private Pool pool(String database, Lane.Limits limits) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(1))
        .connectingTo(ConnectOptions.of(database, servers(database, true), limits))
        .using(vertx)
        .build();
  }

  @Test
  void throughAPoolerAStatementThatFailsIsTakenBackAndTheNextOneRuns() {
    String database = TestDatabase.create();
    Lane lane = Lane.pooled(vertx, connector(database, true), PATIENT, NoMeters.LANE);
    lane.run("CREATE TABLE told (n int UNIQUE)", Tuple.tuple()).await();
    lane.run(TELL, Tuple.of(7L, 1)).await();
    PgException e = assertThrows(PgException.class, () -> lane.run(TELL, Tuple.of(7L, 1)).await());
    assertEquals("23505", e.getSqlState());
    assertThrows(PgException.class, () -> lane.run("SELECT no_such", Tuple.tuple()).await());
    lane.run(TELL, Tuple.of(7L, 4)).await();
    assertEquals(5, sum(lane));
    lane.close().await();
  }

  @Test
  void throughAPoolerAStatementThatTakesTooLongIsEndedByTheServer() {
    Lane.Limits limits =
        new Lane.Limits(
            "test", 1, 1, 1, Duration.ofSeconds(20), Duration.ofMillis(300), Lane.Plans.PREPARED);
    Lane lane = Lane.pooled(vertx, connector(TestDatabase.create(), true), limits, NoMeters.LANE);
    UnavailableException e =
        assertThrows(
            UnavailableException.class,
            () -> lane.run("SELECT pg_sleep(10)::text", Tuple.tuple()).await());
    assertEquals("SQLSTATE 57014", e.getMessage());
    lane.close().await();
  }

  private PrimarySelector connector(String url) {
    return connector(url, false);
  }

  private PrimarySelector connector(String url, boolean throughPooler) {
    return PrimarySelector.toPrimary(vertx, servers(url, throughPooler));
  }

  private static StoreOptions.Servers servers(String url, boolean throughPooler) {
    return new StoreOptions.Servers(List.of(url), Optional.empty(), throughPooler);
  }
}
