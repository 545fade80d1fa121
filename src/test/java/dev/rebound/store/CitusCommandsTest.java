package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Each statement on an account costs one trip from the coordinator to a worker. */
@EnabledIfEnvironmentVariable(
    named = "REBOUND_TEST_DATABASE",
    matches = "citus",
    disabledReason = "it needs the cluster of db/citus/test/run")
class CitusCommandsTest {
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("bigint", "1700000000"),
          Map.entry("smallint", "3"),
          Map.entry("integer", "3"),
          Map.entry("boolean", "true"),
          Map.entry("date", "'2024-01-01'"),
          Map.entry("text", "'a@example.com'"),
          Map.entry("uuid", "'00000000-0000-0000-0000-000000000001'"),
          Map.entry("bytea", "'\\\\x01'"),
          Map.entry("bytea[]", "ARRAY['\\\\x01'::bytea]"),
          Map.entry("text[]", "'{a@example.com}'"),
          Map.entry("bigint[]", "'{1700000000}'"),
          Map.entry("uuid[]", "'{00000000-0000-0000-0000-000000000001}'"));
  private static final String COMMAND = "issuing ";

  @Test
  void eachStatementIsOneCommand() throws Exception {
    Map<String, String> statements = PinnedStatementsTest.constants();
    statements.putAll(PinnedStatementsTest.written());
    statements.values().removeIf(sql -> !sql.contains("account_id = $1::bigint"));
    // Keys and webhooks are on each node: a read is no command, and a write is one to each worker.
    statements.values().removeIf(sql -> !PinnedStatementsTest.MENTION.matcher(sql).find());
    assertTrue(statements.size() > 60, statements.keySet().toString());
    Map<String, Long> commands = new TreeMap<>();
    try (Connection connection = TestDatabase.connect(TestDatabase.migrated());
        Statement statement = connection.createStatement()) {
      statement.execute("SET citus.log_remote_commands = on");
      statement.execute("SET client_min_messages = log");
      for (Map.Entry<String, String> each : statements.entrySet()) {
        commands.put(each.getKey(), commands(statement, CitusCalls.of(each.getValue())));
      }
    }
    assertEquals(
        statements.keySet().stream().collect(Collectors.toMap(name -> name, name -> 1L)), commands);
  }

  private static long commands(Statement statement, String sql) throws SQLException {
    Map<Integer, String> types = new TreeMap<>();
    CitusCalls.PARAMETER
        .matcher(sql)
        .results()
        .forEach(found -> types.put(Integer.valueOf(found.group(1)), found.group(2)));
    statement.execute("PREPARE one (%s) AS %s".formatted(String.join(", ", types.values()), sql));
    statement.clearWarnings();
    statement.execute(
        types.entrySet().stream()
            .map(type -> type.getKey() == 1 ? "1" : VALUES.get(type.getValue()))
            .collect(Collectors.joining(", ", "EXECUTE one (", ")")));
    long commands = 0;
    for (SQLWarning next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
      commands += next.getMessage().contains(COMMAND) ? 1 : 0;
    }
    statement.execute("DEALLOCATE one");
    return commands;
  }
}
