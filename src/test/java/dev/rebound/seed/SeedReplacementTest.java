package dev.rebound.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Emptying and replacing a list that others read, and stopping in the middle of it. */
class SeedReplacementTest {
  private static final LocalDate UNTIL = LocalDate.of(2026, 1, 1);
  private static final SeedPlan SMALL = new SeedPlan(1_000, 1, 1, 30, UNTIL);
  private static final String WAITERS =
      """
      SELECT pid
      FROM pg_locks
      WHERE NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  private final String url = TestDatabase.migrated();

  @Test
  void whatIsReplacedIsReadWholeOrNotAtAll() throws Exception {
    try (Connection connection = TestDatabase.connect(url);
        Connection reader = TestDatabase.connect(url)) {
      SeedWriter writer = new SeedWriter(connection);
      SeedPlan before = new SeedPlan(2 * 1_000, 1, 1, 30, UNTIL);
      SeedPlan after = new SeedPlan(1_000, 2, 1, 30, UNTIL);
      writer.write(before, new long[] {1}, rows -> {});
      Tables.execute(reader, "SET lock_timeout = '100ms'");
      List<String> waited = new ArrayList<>();
      writer.replace(after, new long[] {1}, rows -> waited.add(state(reader)));
      assertEquals(List.of("55P03"), waited);
      List<String> replaced = Tables.rows(reader, "bounce");
      assertEquals(1_000, replaced.size());
      Tables.execute(reader, "INSERT INTO history_start VALUES (1, '2026-01-01')");
      Tables.execute(
          reader,
          "INSERT INTO bounce_removal SELECT account_id, email, now(), last_fingerprint FROM"
              + " bounce");
      writer.clear();
      for (String table : SeedStatements.TABLES) {
        assertEquals(List.of(), Tables.rows(reader, table));
      }
      writer.write(after, new long[] {1}, rows -> {});
      assertEquals(replaced, Tables.rows(reader, "bounce"));
    }
  }

  /** Why a reader is not answered. */
  private static String state(Connection reader) {
    try (Statement statement = reader.createStatement()) {
      statement.execute("SELECT count(*) FROM bounce");
      return "answered";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  @Test
  void aReplacementThatIsStoppedLeavesWhatWasThere() throws Exception {
    try (Connection connection = TestDatabase.connect(url);
        Connection beside = TestDatabase.connect(url)) {
      new SeedWriter(connection).write(SMALL, new long[] {1}, rows -> {});
      List<String> before = Tables.rows(beside, "bounce");
      List<String> indexes = Tables.texts(beside, Tables.INDEXES);
      SeedPlan other = new SeedPlan(20_000, 2, 1, 30, UNTIL);
      SeedWriter stopped = new SeedWriter(connection);
      assertThrows(
          InterruptedException.class,
          () -> stopped.replace(other, new long[] {1}, rows -> stop(stopped)));
      assertEquals(before, Tables.rows(beside, "bounce"));
      assertEquals(indexes, Tables.texts(beside, Tables.INDEXES));
      // Nor does it begin again.
      assertThrows(InterruptedException.class, stopped::clear);
      assertEquals(before, Tables.rows(beside, "bounce"));
      assertTrue(connection.getAutoCommit());
    }
  }

  private static void stop(SeedWriter writer) {
    try {
      writer.stop();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSeedThatWaitsForALockCanBeStopped() throws Exception {
    try (Connection connection = TestDatabase.connect(url);
        Connection beside = TestDatabase.connect(url)) {
      beside.setAutoCommit(false);
      Tables.execute(beside, "LOCK TABLE bounce IN ACCESS SHARE MODE");
      SeedWriter writer = new SeedWriter(connection);
      CompletableFuture<Void> cleared = CompletableFuture.runAsync(() -> clear(writer));
      awaitWaiter(beside);
      writer.stop();
      assertThrows(CompletionException.class, cleared::join);
    }
  }

  @Test
  void aReaderThatLocksTheTablesInAnotherOrderIsWaitedFor() throws Exception {
    try (Connection connection = TestDatabase.connect(url);
        Connection reader = TestDatabase.connect(url)) {
      SeedWriter writer = new SeedWriter(connection);
      writer.write(SMALL, new long[] {1}, rows -> {});
      // The other one is to notice.
      Tables.execute(reader, "SET deadlock_timeout = '1min'");
      reader.setAutoCommit(false);
      Tables.execute(reader, "LOCK TABLE list_day IN ACCESS SHARE MODE");
      CompletableFuture<Void> cleared = CompletableFuture.runAsync(() -> clear(writer));
      awaitWaiter(reader);
      assertEquals(1_000, Tables.rows(reader, "bounce").size());
      reader.commit();
      cleared.join();
      assertEquals(List.of(), Tables.rows(reader, "bounce"));
    }
  }

  private static void clear(SeedWriter writer) {
    try {
      writer.clear();
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitWaiter(Connection beside) {
    while (Tables.texts(beside, WAITERS).isEmpty()) {
      Thread.onSpinWait();
    }
  }
}
