package dev.rebound.migrate;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Explains why a database refuses a connection, by SQLSTATE (PostgreSQL's appendix A). */
public final class ConnectFailure {
  static final String NO_SUCH_DATABASE = "3D000";
  public static final String WRONG_PASSWORD = "28P01";
  static final String CANNOT_CONNECT_NOW = "57P03";

  private static final String NOT_AUTHORIZED = "28000";
  private static final String REJECTED = "08004";
  private static final String TOO_MANY_CONNECTIONS = "53300";
  private static final String CORRECT_URL = "correct REBOUND_DATABASE_URL";

  private ConnectFailure() {}

  /** Explains a failure in one line that quotes no row. */
  public static SetupException explain(DatabaseUrl url, SQLException e) {
    return new SetupException("PostgreSQL at " + url.address() + " " + reason(url, e), e);
  }

  /** Returns whether the connection failed or was lost. */
  static boolean isUnreachable(SQLException e) {
    return state(e).startsWith("08") || state(e).startsWith("57P0");
  }

  /** Returns the message without its details, which may quote a row. */
  static String message(SQLException e) {
    return serverError(e).map(ServerErrorMessage::getMessage).orElse(e.getMessage());
  }

  private static Optional<ServerErrorMessage> serverError(SQLException e) {
    return e instanceof PSQLException failure
        ? Optional.ofNullable(failure.getServerErrorMessage())
        : Optional.empty();
  }

  private static String reason(DatabaseUrl url, SQLException e) {
    String user = "user \"" + url.user() + "\"";
    String database = "database \"" + url.database() + "\"";
    return switch (state(e)) {
      case WRONG_PASSWORD -> "rejects the password of " + user + ": " + CORRECT_URL;
      case NOT_AUTHORIZED ->
          "denies %s access to %s (%s): %s or the server's pg_hba.conf"
              .formatted(user, database, message(e), CORRECT_URL);
      case NO_SUCH_DATABASE -> "has no " + database + ": create it or " + CORRECT_URL;
      case CANNOT_CONNECT_NOW -> "is starting up or shutting down: try again later";
      case TOO_MANY_CONNECTIONS -> "has no free connections: raise its max_connections";
      default ->
          isUnreachable(e)
              ? unreachableReason(url, e)
              : "fails: %s (SQLSTATE %s)".formatted(message(e), state(e));
    };
  }

  private static String unreachableReason(DatabaseUrl url, SQLException e) {
    if (isTls(url, e)) {
      return ("cannot be reached with sslmode=%s (%s): correct sslmode, sslrootcert, sslcert"
              + " or sslkey in REBOUND_DATABASE_URL, or the server's TLS")
          .formatted(url.sslMode().value, message(e));
    }
    return state(e).equals(REJECTED)
        ? "rejects the connection (%s): %s".formatted(message(e), CORRECT_URL)
        : "cannot be reached (%s): start it or %s".formatted(networkReason(e), CORRECT_URL);
  }

  /**
   * Returns whether TLS failed: the failure is the driver's, not the server's or the network's. For
   * several hosts, the driver reports the cause only if it reached one of them.
   */
  private static boolean isTls(DatabaseUrl url, SQLException e) {
    return url.sslMode().requireEncryption()
        && e instanceof PSQLException
        && serverError(e).isEmpty()
        && (url.hosts().size() == 1 || e.getCause() != null)
        && !isNetwork(e);
  }

  private static boolean isNetwork(SQLException e) {
    return causes(e)
        .filter(IOException.class::isInstance)
        .findFirst()
        .filter(cause -> !(cause instanceof SSLException || cause instanceof FileNotFoundException))
        .isPresent();
  }

  private static String networkReason(SQLException e) {
    return causes(e)
        .flatMap(
            cause -> {
              if (cause instanceof UnknownHostException) {
                return Stream.of("no such host");
              }
              if (cause instanceof SocketTimeoutException) {
                return Stream.of("timeout");
              }
              return cause instanceof ConnectException
                  ? Stream.of(cause.getMessage())
                  : Stream.empty();
            })
        .findFirst()
        .orElse(message(e));
  }

  /** Returns an exception and its causes. */
  static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
  }

  private static String state(SQLException e) {
    return String.valueOf(e.getSQLState());
  }
}
