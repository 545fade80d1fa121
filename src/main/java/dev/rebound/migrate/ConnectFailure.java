package dev.rebound.migrate;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Why a database does not let us in, by SQLSTATE (PostgreSQL's appendix A), never by message. */
public final class ConnectFailure {
  static final String NO_SUCH_DATABASE = "3D000";
  public static final String WRONG_PASSWORD = "28P01";
  static final String CANNOT_CONNECT_NOW = "57P03";

  private static final String NOT_ADMITTED = "28000";
  private static final String REJECTED = "08004";
  private static final String TOO_MANY_CONNECTIONS = "53300";
  private static final String CORRECT_URL = "correct REBOUND_DATABASE_URL";

  private ConnectFailure() {}

  public static SetupException explain(DatabaseUrl url, SQLException e) {
    return new SetupException("PostgreSQL at " + url.address() + " " + reason(url, e), e);
  }

  /** Whether the connection was not made, or was lost: class 08, connection exception. */
  static boolean isUnreachable(SQLException e) {
    return state(e).startsWith("08") || state(e).startsWith("57P0");
  }

  /** The message alone: what follows it, the detail, may quote a row. */
  static String message(SQLException e) {
    ServerErrorMessage server =
        e instanceof PSQLException failure ? failure.getServerErrorMessage() : null;
    return server == null ? e.getMessage() : server.getMessage();
  }

  private static String reason(DatabaseUrl url, SQLException e) {
    String user = "user \"" + url.user() + "\"";
    String database = "database \"" + url.database() + "\"";
    return switch (state(e)) {
      case WRONG_PASSWORD -> "refuses the password of " + user + ": " + CORRECT_URL;
      case NOT_ADMITTED ->
          "does not admit %s to %s (%s): %s or the server's pg_hba.conf"
              .formatted(user, database, message(e), CORRECT_URL);
      case NO_SUCH_DATABASE -> "has no " + database + ": create it or " + CORRECT_URL;
      case CANNOT_CONNECT_NOW -> "is still starting up or shutting down: start again later";
      case TOO_MANY_CONNECTIONS -> "has no connection left: raise its max_connections";
      default ->
          isUnreachable(e)
              ? unreached(url, e)
              : "fails: %s (SQLSTATE %s)".formatted(message(e), state(e));
    };
  }

  private static String unreached(DatabaseUrl url, SQLException e) {
    if (isTls(url, e)) {
      return ("is not reached by sslmode=%s (%s): correct sslmode or sslrootcert in"
              + " REBOUND_DATABASE_URL, or the server's TLS")
          .formatted(url.sslMode().text(), message(e));
    }
    return state(e).equals(REJECTED)
        ? "does not accept the connection (%s): %s".formatted(message(e), CORRECT_URL)
        : "cannot be reached (%s): start it or %s".formatted(network(e), CORRECT_URL);
  }

  /**
   * The driver's own failure where TLS was asked for: no word of the server's, no network's. Of
   * several hosts it tells what it was only where one of them was reached.
   */
  private static boolean isTls(DatabaseUrl url, SQLException e) {
    return url.sslMode().insists()
        && e instanceof PSQLException failure
        && failure.getServerErrorMessage() == null
        && (url.hosts().size() == 1 || e.getCause() != null)
        && !isNetwork(e);
  }

  private static boolean isNetwork(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException || cause instanceof FileNotFoundException) {
        return false;
      }
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static String network(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "no such host";
      }
      if (cause instanceof SocketTimeoutException) {
        return "no answer in time";
      }
      if (cause instanceof ConnectException) {
        return cause.getMessage();
      }
    }
    return message(e);
  }

  private static String state(SQLException e) {
    return String.valueOf(e.getSQLState());
  }
}
