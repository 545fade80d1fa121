package dev.rebound.store;

/**
 * What a statement is called by those who watch it: the first line of its text, a comment. The
 * database's own views and logs then show the same name as the metrics do.
 */
public final class StatementName {
  private static final String COMMENT = "-- ";

  /** Of a text that does not tell. */
  static final String NONE = "unnamed";

  private StatementName() {}

  /** Puts a name on a text. */
  static String put(String name, String sql) {
    return COMMENT + name + "\n" + sql;
  }

  /** The name that a text has. */
  public static String of(String sql) {
    int end = sql.indexOf('\n');
    return sql.startsWith(COMMENT) && end > 0 ? sql.substring(COMMENT.length(), end) : NONE;
  }
}
