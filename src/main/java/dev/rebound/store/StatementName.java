package dev.rebound.store;

/**
 * A statement's name: a comment in the first line of its text. PostgreSQL's views and logs then
 * show the same name as the metrics.
 */
public final class StatementName {
  private static final String COMMENT = "-- ";

  /** The name of a text without one. */
  static final String NONE = "unnamed";

  private StatementName() {}

  /** Adds a name to a text. */
  static String put(String name, String sql) {
    return COMMENT + name + "\n" + sql;
  }

  /** Returns the name of a text. */
  public static String of(String sql) {
    int end = sql.indexOf('\n');
    return sql.startsWith(COMMENT) && end > 0 ? sql.substring(COMMENT.length(), end) : NONE;
  }
}
