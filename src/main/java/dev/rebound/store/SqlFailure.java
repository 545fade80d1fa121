package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.pgclient.PgException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells a database that cannot answer now from a statement that is wrong, by SQLSTATE. */
final class SqlFailure {
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  // Connection, resources, operator intervention (also a statement timeout), system and transaction
  // conflicts.
  private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");
  private static final String FATAL = "FATAL";
  private static final String READ_ONLY = "25006";
  private static final String TIMEOUT = "57014";
  // Connection, wrong state of a transaction (a standby), login, database.
  private static final Set<String> LOST_CLASSES = Set.of("08", "25", "28", "3D");
  // The server shuts down, crashed or starts up.
  private static final String GOING = "57P0";
  // A database that was wiped or is not migrated, a password changed under us or a server that
  // became a standby, or is one and refuses the login, is an outage and no bug.
  private static final Set<String> OUTAGES =
      Set.of("28P01", "28000", "3D000", "42P01", "25001", "25006");

  private SqlFailure() {}

  /** A deadlock or a serialization failure: the same statement may well pass now. */
  static boolean isConflict(Throwable cause) {
    return cause instanceof PgException failure && CONFLICTS.contains(failure.getSqlState());
  }

  /** Whether the server takes no writes any more. */
  static boolean isReadOnly(Throwable cause) {
    return cause instanceof PgException failure && READ_ONLY.equals(failure.getSqlState());
  }

  /** Whether the next connection may have to go to another server. */
  static boolean isLost(Throwable cause) {
    if (cause instanceof PgException failure) {
      String state = String.valueOf(failure.getSqlState());
      return isFatal(failure)
          || LOST_CLASSES.contains(state.substring(0, 2))
          || state.startsWith(GOING);
    }
    return !isBug(cause);
  }

  /** Whether an explained failure is of a statement that the server ended in its time. */
  static boolean isTimeout(Throwable explained) {
    return explained.getCause() instanceof PgException failure
        && TIMEOUT.equals(failure.getSqlState());
  }

  /** Whether an explained failure is of a statement that the server did not even end. */
  static boolean isUnanswered(Throwable explained) {
    return explained.getCause() instanceof TimeoutException;
  }

  static Throwable explain(Throwable cause) {
    if (cause instanceof UnavailableException) {
      return cause;
    }
    if (cause instanceof PgException failure) {
      String state = failure.getSqlState();
      boolean passes =
          isFatal(failure)
              || state != null
                  && (OUTAGES.contains(state) || PASSING_CLASSES.contains(state.substring(0, 2)));
      return passes ? new UnavailableException("SQLSTATE " + state, cause) : cause;
    }
    // What the client reports without a SQLSTATE is a connection that failed, closed or never came.
    return isBug(cause)
        ? cause
        : new UnavailableException(String.valueOf(cause.getMessage()), cause);
  }

  // The server ends the session, or does not begin one: a standby, say, whom we want to write to.
  private static boolean isFatal(PgException failure) {
    return FATAL.equals(failure.getSeverity());
  }

  private static boolean isBug(Throwable cause) {
    return cause instanceof IllegalArgumentException || cause instanceof NullPointerException;
  }
}
