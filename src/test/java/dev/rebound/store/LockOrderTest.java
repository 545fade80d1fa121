package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.TotalsPage;
import dev.rebound.domain.Verdict;
import dev.rebound.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Statements that change the same rows wait for each other, and never in a circle. The store would
 * try a deadlock's victim again; here, over JDBC, it would fail.
 */
@DisabledIfEnvironmentVariable(
    named = "REBOUND_TEST_DATABASE",
    matches = "citus",
    disabledReason = "it reads the locks of one PostgreSQL")
class LockOrderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  // In the order in which the table holds them, which is not the order of the addresses.
  private static final List<String> EMAILS = List.of("z@x.org", "a@x.org", "m@x.org");

  private final OwnAccount account = new OwnAccount();
  private final UUID deletion = UUID.randomUUID();

  @ParameterizedTest
  @CsvSource({
    "INGEST, INGEST",
    "INGEST, DELETE_ADDRESSES",
    "INGEST, DELETE_ALL",
    "DELETE_ADDRESSES, INGEST",
    "DELETE_ADDRESSES, DELETE_ADDRESSES",
    "DELETE_ADDRESSES, DELETE_ALL",
    "DELETE_ALL, INGEST",
    "DELETE_ALL, DELETE_ADDRESSES",
    "DELETE_ALL, DELETE_ALL",
    "ERASE, INGEST",
    "ERASE, DELETE_ADDRESSES",
    "ERASE, DELETE_ALL",
    "INGEST, ERASE",
    "DELETE_ADDRESSES, ERASE",
    "DELETE_ALL, ERASE",
  })
  void twoStatementsNeverWaitForEachOther(Change first, Change second) throws Exception {
    // So that what is taken off is remembered, too.
    OwnAccount.SERVICE.ask(
        Operations.CUT_HISTORY, new HistoryEvent.Cut(account.id(), TotalsPage.DayRange.FIRST));
    EMAILS.forEach(email -> account.ingest(List.of(event(email, 17))));
    try (Connection holder = connect();
        Connection one = connect();
        Connection other = connect()) {
      // Holds the middle address, so that the first statement stops half way, having the first.
      holder.setAutoCommit(false);
      lock(holder, "m@x.org");
      CompletableFuture<Long> firstDone = start(one, first, 18);
      awaitWaiting(holder, one);
      CompletableFuture<Long> secondDone = start(other, second, 19);
      awaitWaiting(holder, other);
      holder.commit();
      firstDone.get();
      secondDone.get();
    }
    assertEquals(account.listedDays(), account.countedDays());
  }

  @ParameterizedTest
  @CsvSource({"UNDELETE, INGEST", "UNDELETE, UNDELETE", "INGEST, UNDELETE"})
  void twoStatementsThatPutRowsOnTheListNeverWaitForEachOther(Change first, Change second)
      throws Exception {
    EMAILS.forEach(email -> account.ingest(List.of(event(email, 17))));
    try (Connection holder = connect();
        Connection one = connect();
        Connection other = connect()) {
      assertEquals(3, run(holder, Change.DELETE_ADDRESSES, 0));
      holder.setAutoCommit(false);
      insert(holder, "m@x.org");
      CompletableFuture<Long> firstDone = start(one, first, 18);
      awaitWaiting(holder, one);
      CompletableFuture<Long> secondDone = start(other, second, 19);
      awaitWaiting(holder, other);
      holder.rollback();
      firstDone.get();
      secondDone.get();
    }
    assertEquals(3, account.list().size());
    assertEquals(account.listedDays(), account.countedDays());
  }

  private void insert(Connection connection, String email) {
    String sql =
        """
        INSERT INTO bounce
          (account_id, email, created_at, reason, status, classification, last_event_at, last_fingerprint)
        VALUES ($1, $2, now(), '', '', '', now(), gen_random_uuid())
        RETURNING 1
        """;
    assertEquals(1, RawStatement.of(sql).number(connection, account.id(), email));
  }

  /** A change of the same three addresses; an erasure changes the middle one. */
  enum Change {
    INGEST,
    DELETE_ADDRESSES,
    DELETE_ALL,
    ERASE,
    UNDELETE
  }

  private CompletableFuture<Long> start(Connection connection, Change change, long at) {
    return CompletableFuture.supplyAsync(() -> run(connection, change, at));
  }

  private long run(Connection connection, Change change, long at) {
    return switch (change) {
      case INGEST -> ingest(connection, EMAILS.stream().map(email -> event(email, at)).toList());
      case DELETE_ADDRESSES ->
          RawStatement.of(BounceStatements.DELETE_ADDRESSES)
              .number(
                  connection,
                  account.id(),
                  0,
                  EMAILS.toArray(String[]::new),
                  deletion,
                  "",
                  "",
                  "",
                  true);
      case DELETE_ALL ->
          RawStatement.of(SelectionStatements.deleteBefore(BounceSelection.all(account.id())))
              .number(
                  connection,
                  account.id(),
                  0L,
                  100L,
                  0,
                  100L,
                  "",
                  UUID.randomUUID(),
                  "",
                  "",
                  "",
                  true);
      case ERASE ->
          RawStatement.of(EraseStatements.LIST)
              .number(connection, account.id(), 0, "m@x.org", UUID.randomUUID(), "", "", "", false);
      case UNDELETE ->
          RawStatement.of(DeletionStatements.UNDELETE)
              .number(connection, account.id(), 0, deletion, 100);
    };
  }

  private long ingest(Connection connection, List<BounceEvent> events) {
    return RawStatement.of(IngestStatements.BATCH)
        .number(
            connection,
            account.id(),
            0,
            events.stream().map(event -> event.email().text()).toArray(String[]::new),
            events.stream().map(BounceEvent::occurredAt).toArray(Long[]::new),
            events.stream().map(event -> event.type().label()).toArray(String[]::new),
            events.stream().map(BounceEvent::reason).toArray(String[]::new),
            events.stream().map(BounceEvent::status).toArray(String[]::new),
            events.stream()
                .map(event -> event.verdict().classification().label())
                .toArray(String[]::new),
            events.stream().map(event -> event.verdict().rule()).toArray(String[]::new),
            events.stream().map(event -> event.fingerprint().toString()).toArray(String[]::new),
            EventBatch.Source.API.label());
  }

  private void lock(Connection connection, String email) throws SQLException {
    String sql = "SELECT 1 FROM bounce WHERE account_id = $1 AND email = $2 FOR UPDATE";
    assertEquals(1, RawStatement.of(sql).number(connection, account.id(), email));
  }

  /** Returns when the connection's statement waits for a lock. */
  private static void awaitWaiting(Connection looking, Connection waiting) throws SQLException {
    int pid = waiting.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    Instant end = Instant.now().plus(PATIENCE);
    String sql = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = " + pid;
    try (Statement statement = looking.createStatement()) {
      while (number(statement.executeQuery(sql)) == 0) {
        assertTrue(Instant.now().isBefore(end), "the statement does not wait");
        Thread.onSpinWait();
      }
    }
  }

  private static long number(ResultSet result) throws SQLException {
    result.next();
    return result.getLong(1);
  }

  private static Connection connect() {
    return TestDatabase.connect(OwnAccount.SERVICE.databaseUrl());
  }

  private static BounceEvent event(String email, long at) {
    return new BounceEvent(new EmailAddress(email), at, BounceType.BOUNCE, "", "", Verdict.NONE);
  }
}
