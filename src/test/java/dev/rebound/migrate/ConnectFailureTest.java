package dev.rebound.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectFailureTest {
  private static final DatabaseUrl URL = DatabaseUrl.parse("postgresql://joe:hunter2@db/bounces");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          28P01 | rejects the password of user "joe": correct REBOUND_DATABASE_URL
          28000 | denies user "joe" access to database "bounces" (told): correct REBOUND_DATABASE_URL or the server's pg_hba.conf
          3D000 | has no database "bounces": create it or correct REBOUND_DATABASE_URL
          57P03 | is starting up or shutting down: try again later
          53300 | has no free connections: raise its max_connections
          08004 | rejects the connection (told): correct REBOUND_DATABASE_URL
          08001 | cannot be reached (told): start it or correct REBOUND_DATABASE_URL
          08006 | cannot be reached (told): start it or correct REBOUND_DATABASE_URL
          57P01 | cannot be reached (told): start it or correct REBOUND_DATABASE_URL
          25006 | fails: told (SQLSTATE 25006)
          """)
  void saysInOneLineWhatIsWrongAndWhatToDo(String state, String line) {
    assertEquals("PostgreSQL at db:5432 " + line, explain(new SQLException("told", state)));
  }

  @Test
  void namesTheFaultOfTheNetwork() {
    assertEquals(
        "PostgreSQL at db:5432 cannot be reached (no such host): start it or correct"
            + " REBOUND_DATABASE_URL",
        explain(new SQLException("told", "08001", new UnknownHostException("db"))));
    assertEquals(
        "PostgreSQL at db:5432 cannot be reached (timeout): start it or correct"
            + " REBOUND_DATABASE_URL",
        explain(new SQLException("told", "08001", new SocketTimeoutException())));
  }

  private static String explain(SQLException e) {
    return ConnectFailure.explain(URL, e).getMessage();
  }
}
