package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.pgclient.PgException;
import java.util.Set;

/** Tells a database that cannot answer now from a statement that is wrong, by SQLSTATE. */
final class SqlFailure {
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  // Connection, resources, operator intervention (also a statement timeout), system and transaction
  // conflicts.
  private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");
  // A database that was wiped or is not migrated, a password changed under us or a server that
  // became a standby is an outage and no bug.
  private static final Set<String> OUTAGES = Set.of("28P01", "28000", "3D000", "42P01", "25006");

  private SqlFailure() {}

  /** A deadlock or a serialization failure: the same statement may well pass now. */
  static boolean isConflict(Throwable cause) {
    return cause instanceof PgException failure && CONFLICTS.contains(failure.getSqlState());
  }

  static Throwable explain(Throwable cause) {
    if (cause instanceof PgException failure) {
      String state = failure.getSqlState();
      boolean passes =
          state != null
              && (OUTAGES.contains(state) || PASSING_CLASSES.contains(state.substring(0, 2)));
      return passes ? new UnavailableException("SQLSTATE " + state, cause) : cause;
    }
    boolean isBug =
        cause instanceof IllegalArgumentException || cause instanceof NullPointerException;
    // What the client reports without a SQLSTATE is a connection that failed, closed or never came.
    return isBug ? cause : new UnavailableException(String.valueOf(cause.getMessage()), cause);
  }
}
