package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.embedded.TestPostgres;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Deadline;
import dev.rebound.migrate.Migrations;
import dev.rebound.support.TestService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL 15 is replaced by the embedded one through logical replication, with the statements
 * of docs/operations.md: writers only wait while the services change over.
 */
@EnabledIfEnvironmentVariable(
    named = "REBOUND_TEST_DATABASE",
    matches = "container",
    disabledReason = "it needs a PostgreSQL of an older version")
@Timeout(300)
class MajorUpgradeDrill {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String TABLES =
      """
      SELECT string_agg(tablename, ', ')
      FROM pg_tables
      WHERE schemaname = 'public'
        AND tablename <> 'flyway_schema_history'
      """;

  @Test
  void allThatWasAcknowledgedIsOnTheNewServer(@TempDir Path folder) throws Exception {
    try (PostgreSQLContainer old =
            new PostgreSQLContainer("postgres:15")
                .withCommand("postgres", "-c", "wal_level=logical");
        TestPostgres next = TestPostgres.start(folder)) {
      old.start();
      DatabaseUrl from = url(old);
      DatabaseUrl to = next.url();
      ListLoad load;
      try (TestService service = service(from)) {
        load = new ListLoad(service.root());
        load.awaitSome();
        execute(from, "CREATE PUBLICATION rebound FOR TABLE " + ask(from, TABLES));
        Migrations.migrate(to);
        execute(to, "TRUNCATE account CASCADE");
        execute(
            to,
            "CREATE SUBSCRIPTION rebound CONNECTION '%s' PUBLICATION rebound"
                .formatted(from.text()));
        await(to, "SELECT bool_and(srsubstate = 'r') FROM pg_subscription_rel");
        load.awaitSome();
        assertEquals(List.of(), load.stop());
      }
      String end = ask(from, "SELECT pg_current_wal_lsn()");
      await(
          to,
          "SELECT latest_end_lsn >= '%s' FROM pg_stat_subscription WHERE relid IS NULL"
              .formatted(end));
      execute(to, "DROP SUBSCRIPTION rebound");
      execute(
          to,
          "SELECT setval(pg_get_serial_sequence('account', 'id'), (SELECT max(id) FROM account))");
      try (TestService service = service(to)) {
        load.assertNothingIsLost(service);
        // A new account gets an id of its own.
        service.createAccount(Account.ROOT, null);
      }
      assertTrue(
          Integer.parseInt(ask(to, "SHOW server_version_num"))
              > Integer.parseInt(ask(from, "SHOW server_version_num")));
    }
  }

  private static DatabaseUrl url(PostgreSQLContainer server) {
    return DatabaseUrl.parse(
        "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
            .formatted(
                server.getUsername(),
                server.getPassword(),
                server.getHost(),
                server.getFirstMappedPort(),
                server.getDatabaseName()));
  }

  private static TestService service(DatabaseUrl url) {
    return TestService.start(Map.of("REBOUND_DATABASE_URL", url.text()));
  }

  private static void await(DatabaseUrl url, String sql) throws SQLException {
    Deadline deadline = Deadline.in(LIMIT);
    while (!"t".equals(ask(url, sql))) {
      assertFalse(deadline.isOver(), sql);
      deadline.pause();
    }
  }

  private static void execute(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = url.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = url.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
