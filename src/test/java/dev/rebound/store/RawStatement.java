package dev.rebound.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the store's statements, run over JDBC: on a connection of the test's choice, without the
 * store's retries.
 *
 * @param numbers which of the store's parameters each of JDBC's is
 */
record RawStatement(String sql, List<Integer> numbers) {
  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

  static RawStatement of(String sql) {
    Matcher parameters = PARAMETER.matcher(sql);
    return new RawStatement(
        parameters.replaceAll("?"),
        PARAMETER.matcher(sql).results().map(found -> Integer.valueOf(found.group(1))).toList());
  }

  /** Runs it and returns the first column of its only row. */
  long number(Connection connection, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < numbers.size(); i++) {
        set(statement, i + 1, values[numbers.get(i) - 1]);
      }
      ResultSet result = statement.executeQuery();
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void set(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof String[] texts) {
      statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
    } else if (value instanceof Long[] longs) {
      statement.setArray(index, statement.getConnection().createArrayOf("bigint", longs));
    } else {
      statement.setObject(index, value);
    }
  }
}
