package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rebound.bus.Operations;
import dev.rebound.bus.Operations.Empty;
import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.Account;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import dev.rebound.domain.Verdict;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** The service outlives its connections. The server itself is left alone. */
class OutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ROUNDS = 3;
  // More than there are instances, so that each of them answers.
  private static final int IN_A_ROW = 10;

  private static final EmailAddress ANN = new EmailAddress("ann@x.org");
  private static final EmailAddress EVE = new EmailAddress("eve@x.org");

  private static TestService service;
  private static long account;

  private final Connection behind = TestDatabase.connect(service.databaseUrl());

  @BeforeAll
  static void start() {
    service = TestService.start(Map.of());
    account = service.ask(Operations.FIND_ACCOUNT, Account.ROOT).orElseThrow().id();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void close() throws SQLException {
    service.ask(
        Operations.DELETE_BOUNCES,
        new Bounce.Deletion(account, new Bounce.Deletion.All(), OwnAccount.deletion()));
    behind.close();
  }

  @Test
  void everyLaneComesBackWithoutARestart() throws SQLException {
    for (int round = 0; round < ROUNDS; round++) {
      endConnections();
      awaitAnswers(() -> service.ask(Operations.PING, Empty.INSTANCE));
      endConnections();
      awaitAnswers(() -> find(ANN));
      endConnections();
      awaitAnswers(() -> ingest(event(ANN, 17)));
      endConnections();
      awaitAnswers(() -> service.ask(Operations.LIST_BOUNCES, query(EmailFilter.ANY)));
      endConnections();
      awaitAnswers(() -> service.ask(Operations.LIST_BOUNCES, query(EmailFilter.of("%x"))));
    }
  }

  @Test
  @DisabledIfEnvironmentVariable(
      named = "REBOUND_TEST_DATABASE",
      matches = "citus",
      disabledReason = "it holds a lock on one PostgreSQL")
  void aBatchThatWasCutOffIsUnavailableAndCanBeToldAgain() throws Exception {
    ingest(event(EVE, 17));
    behind.setAutoCommit(false);
    execute("SELECT 1 FROM bounce WHERE email = 'eve@x.org' FOR UPDATE");
    CompletableFuture<EventBatch.Counts> cutOff =
        CompletableFuture.supplyAsync(() -> ingest(event(ANN, 18), event(EVE, 18)));
    awaitWaiting();
    endConnections();
    ExecutionException failure = assertThrows(ExecutionException.class, cutOff::get);
    assertEquals(UnavailableException.class, failure.getCause().getClass());
    behind.commit();
    behind.setAutoCommit(true);
    awaitAnswers(() -> find(EVE));
    assertEquals(new EventBatch.Counts(1, 1, 0), ingest(event(ANN, 18), event(EVE, 18)));
  }

  @Test
  @DisabledIfEnvironmentVariable(
      named = "REBOUND_TEST_DATABASE",
      matches = "citus",
      disabledReason = "it holds a lock on one PostgreSQL")
  void theVictimOfADeadlockIsTriedAgain() throws Exception {
    ingest(event(ANN, 19), event(EVE, 19));
    behind.setAutoCommit(false);
    // Looks for a deadlock later than the store's connection, which so becomes the victim.
    execute("SET deadlock_timeout = '10s'");
    execute("SELECT 1 FROM bounce WHERE email = 'eve@x.org' FOR UPDATE");
    CompletableFuture<EventBatch.Counts> told =
        CompletableFuture.supplyAsync(() -> ingest(event(ANN, 20), event(EVE, 20)));
    awaitWaiting();
    execute("SELECT 1 FROM bounce WHERE email = 'ann@x.org' FOR UPDATE");
    behind.commit();
    assertEquals(new EventBatch.Counts(0, 2, 0), told.get());
  }

  /** Asks until the answers come again; until then nothing but unavailability may come. */
  private static void awaitAnswers(Runnable question) {
    Instant end = Instant.now().plus(PATIENCE);
    int answers = 0;
    while (answers < IN_A_ROW) {
      try {
        question.run();
        answers++;
      } catch (UnavailableException e) {
        answers = 0;
        if (Instant.now().isAfter(end)) {
          throw e;
        }
      }
    }
  }

  private static Map<String, Bounce> find(EmailAddress email) {
    return service
        .ask(Operations.FIND_BOUNCES, new Bounce.Lookup(account, List.of(email)))
        .bounces();
  }

  private static EventBatch.Counts ingest(BounceEvent... events) {
    return service.ask(
        Operations.INGEST, new EventBatch(account, EventBatch.Source.API, List.of(events)));
  }

  private void endConnections() throws SQLException {
    execute(
        """
        SELECT pg_terminate_backend(pid)
        FROM pg_stat_activity
        WHERE datname = current_database()
          AND pid <> pg_backend_pid()
        """);
  }

  /** Returns when a statement of the service waits for a lock. */
  private void awaitWaiting() throws SQLException {
    Instant end = Instant.now().plus(PATIENCE);
    String sql =
        "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)"
            + " WHERE NOT granted AND datname = current_database()";
    while (!execute(sql)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("the statement does not wait");
      }
      Thread.onSpinWait();
    }
  }

  /** Whether there is a row. */
  private boolean execute(String sql) throws SQLException {
    try (Statement statement = behind.createStatement()) {
      if (!statement.execute(sql)) {
        return false;
      }
      try (ResultSet result = statement.getResultSet()) {
        return result.next();
      }
    }
  }

  private static BouncePage.Query query(EmailFilter filter) {
    return new BouncePage.Query(account, TimeRange.ALL, filter, new Page(10, 0), Optional.empty());
  }

  private static BounceEvent event(EmailAddress email, long at) {
    return new BounceEvent(email, at, BounceType.BOUNCE, "", "", Verdict.NONE);
  }
}
