package dev.rebound.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements of the tests, each on a connection of its own. */
public final class Sql {
  private Sql() {}

  public static void run(DatabaseUrl url, String... statements) throws SQLException {
    try (Connection connection = url.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The one value of the one row. */
  public static String ask(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = url.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static DatabaseUrl database(DatabaseUrl url, String name) {
    return new DatabaseUrl(
        url.hosts(),
        name,
        url.user(),
        url.password(),
        url.sslMode(),
        url.sslRootCert(),
        url.sslClient(),
        false,
        false);
  }

  public static DatabaseUrl login(DatabaseUrl url, String user, String password) {
    return new DatabaseUrl(
        url.hosts(),
        url.database(),
        user,
        password,
        url.sslMode(),
        url.sslRootCert(),
        url.sslClient(),
        false,
        false);
  }
}
