package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plans in a database with one large account among thousands of small ones, of which the statistics
 * expect a few rows: no statement reads a list to find some addresses.
 */
@DisabledIfEnvironmentVariable(
    named = "REBOUND_TEST_DATABASE",
    matches = "citus",
    disabledReason = "it reads the plans of one PostgreSQL")
class ManyAccountsPlanTest {
  private static final String ORIGIN =
      ", '0192b1a0-0000-7000-8000-000000000000', 'v3.all', 'key', 'request', true";
  private static final List<String> ROWS =
      List.of(
          """
          INSERT INTO bounce
          SELECT CASE WHEN i <= 20000 THEN 1 ELSE i / 5 END, md5(i::text) || '@x.example',
            to_timestamp(1600000000 + i), '', '5.1.1', 'Invalid Address', now(), md5(i::text)::uuid
          FROM generate_series(1, 40000) AS i
          """,
          "VACUUM (ANALYZE) bounce");

  private static Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    connection = TestDatabase.connect(TestDatabase.migrated());
    for (String sql : ROWS) {
      execute(sql);
    }
    // As in all lanes with these statements.
    execute("SET enable_bitmapscan = off");
    execute("SET random_page_cost = 1.1");
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  static Stream<Arguments> statements() {
    String two = ", '{a@x.org,b@x.org}'";
    return Stream.of(
        arguments(BounceStatements.FIND, "1, 'a@x.org'"),
        arguments(BounceStatements.FIND_FEW, "1" + two),
        arguments(BounceStatements.FIND_MANY, "1" + two),
        arguments(BounceStatements.DELETE_ADDRESSES, "1, 0" + two + ORIGIN),
        arguments(EraseStatements.LIST, "1, 0, 'a@x.org'" + ORIGIN));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void addressesAreFoundByThePrimaryKey(String sql, String values) throws SQLException {
    for (String mode : new String[] {"force_generic_plan", "force_custom_plan"}) {
      String plan = QueryPlan.of(connection, mode, sql, values);
      assertTrue(plan.contains("using bounce_pkey"), plan);
      assertFalse(plan.contains("using bounce_newest"), plan);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
