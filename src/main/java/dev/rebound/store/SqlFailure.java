package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.pgclient.PgException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Distinguishes an unavailable database from a wrong statement, by SQLSTATE. */
final class SqlFailure {
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  // Connection, transaction conflict, resources, object state, operator intervention (including a
  // statement timeout), system.
  private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "55", "57", "58");
  private static final String FATAL = "FATAL";
  private static final String READ_ONLY = "25006";
  private static final String TIMEOUT = "57014";
  // Connection, transaction state (a standby), login, database name.
  private static final Set<String> LOST_CLASSES = Set.of("08", "25", "28", "3D");
  // The server shuts down, has crashed or starts up.
  private static final String SHUTDOWN = "57P0";
  // A changed password, a missing database or table, and a standby are outages, not bugs.
  private static final Set<String> OUTAGES =
      Set.of("28P01", "28000", "3D000", "42P01", "25001", "25006");

  private SqlFailure() {}

  /** Returns whether this is a deadlock or a serialization failure: a retry may succeed. */
  static boolean isConflict(Throwable cause) {
    return cause instanceof PgException failure && CONFLICTS.contains(failure.getSqlState());
  }

  /** Returns whether the server no longer accepts writes. */
  static boolean isReadOnly(Throwable cause) {
    return cause instanceof PgException failure && READ_ONLY.equals(failure.getSqlState());
  }

  /** Returns whether the next connection may need another server. */
  static boolean isLost(Throwable cause) {
    if (cause instanceof PgException failure) {
      String state = String.valueOf(failure.getSqlState());
      return isFatal(failure)
          || LOST_CLASSES.contains(state.substring(0, 2))
          || state.startsWith(SHUTDOWN);
    }
    return !isBug(cause);
  }

  /** Returns whether an explained failure is a statement timeout of the server. */
  static boolean isTimeout(Throwable explained) {
    return explained.getCause() instanceof PgException failure
        && TIMEOUT.equals(failure.getSqlState());
  }

  /** Returns whether an explained failure is a timeout of the client. */
  static boolean isUnanswered(Throwable explained) {
    return explained.getCause() instanceof TimeoutException;
  }

  /** Returns an {@link UnavailableException} for an outage, else the cause. */
  static Throwable explain(Throwable cause) {
    if (cause instanceof UnavailableException) {
      return cause;
    }
    if (cause instanceof PgException failure) {
      String state = failure.getSqlState();
      boolean isTransient =
          isFatal(failure)
              || state != null
                  && (OUTAGES.contains(state) || TRANSIENT_CLASSES.contains(state.substring(0, 2)));
      return isTransient ? new UnavailableException("SQLSTATE " + state, cause) : cause;
    }
    // A failure without a SQLSTATE is a connection that failed or closed.
    return isBug(cause)
        ? cause
        : new UnavailableException(String.valueOf(cause.getMessage()), cause);
  }

  // The server ends the session or refuses it, as a standby does when the lane needs a primary.
  private static boolean isFatal(PgException failure) {
    return FATAL.equals(failure.getSeverity());
  }

  private static boolean isBug(Throwable cause) {
    return cause instanceof IllegalArgumentException || cause instanceof NullPointerException;
  }
}
