package dev.rebound.seed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What stands in a database, as texts to compare. */
final class Tables {
  static final String INDEXES =
      """
      SELECT pg_get_indexdef(indexrelid)
      FROM pg_index
      WHERE indrelid IN ('bounce'::regclass, 'bounce_event'::regclass) AND indisvalid
      ORDER BY 1
      """;

  private Tables() {}

  static List<String> rows(Connection connection, String table) {
    return texts(connection, "SELECT t FROM " + table + " AS t ORDER BY t::text COLLATE \"C\"");
  }

  static List<String> texts(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (result.next()) {
        String text = result.getString(1);
        texts.add(
            result.getMetaData().getColumnCount() > 1 ? text + " " + result.getLong(2) : text);
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void execute(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
