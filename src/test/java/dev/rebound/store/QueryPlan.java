package dev.rebound.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;

/** Reads PostgreSQL's plans of prepared statements. */
final class QueryPlan {
  private QueryPlan() {}

  /**
   * Returns the plan of a statement.
   *
   * @param mode the session's plan_cache_mode
   * @param values SQL literals of the parameters
   */
  static String of(Connection connection, String mode, String sql, String values)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET plan_cache_mode = " + mode);
      statement.execute("PREPARE probe AS " + sql);
      try (ResultSet lines = statement.executeQuery("EXPLAIN EXECUTE probe (" + values + ")")) {
        StringJoiner plan = new StringJoiner("\n");
        while (lines.next()) {
          plan.add(lines.getString(1));
        }
        return plan.toString();
      } finally {
        statement.execute("DEALLOCATE probe");
      }
    }
  }
}
