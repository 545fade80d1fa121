package dev.rebound.store;

import dev.rebound.domain.Bounce;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bounds the bytes of a statement's result. Reasons come from foreign servers and may have 8 KiB: a
 * page of them would need megabytes. The window has the first rows, up to {@value
 * Bounce#MAX_WINDOW_BYTES} bytes of reasons. PostgreSQL knows the length of a reason without
 * reading it.
 */
final class ReasonWindow {
  // The longest reason of a capped column, in bytes: longer than almost all replies.
  private static final int MAX_CAPPED_REASON = 1024;

  // The third column of all statements with rows of the list or the history.
  private static final int REASON = 2;

  private ReasonWindow() {}

  /**
   * Returns the reason's column for at most {@value Bounce.Lookup#MAX_SIZE} rows. The window ends
   * before the first long reason, and may be empty. A running sum of the lengths would take a third
   * of the statement's time.
   */
  static String cappedColumn(String reason) {
    return "CASE WHEN octet_length(%1$s) <= %2$d THEN %1$s END"
        .formatted(reason, MAX_CAPPED_REASON);
  }

  /**
   * Returns the reason's column for any number of rows. The first row is always within the window.
   *
   * @param order of the rows
   */
  static String column(String reason, String order) {
    return """
        CASE
          WHEN sum(octet_length(%1$s)) OVER (ORDER BY %2$s ROWS UNBOUNDED PRECEDING) <= %3$d
          THEN %1$s
        END"""
        .formatted(reason, order, Bounce.MAX_WINDOW_BYTES);
  }

  private static int size(RowSet<Row> rows) {
    long bytes = 0;
    int size = 0;
    for (Row row : rows) {
      String reason = row.getString(REASON);
      bytes += reason == null ? Long.MAX_VALUE - bytes : reason.length();
      if (bytes > Bounce.MAX_WINDOW_BYTES) {
        break;
      }
      size++;
    }
    return size;
  }

  /** Returns the rows within the window. */
  static Stream<Row> within(RowSet<Row> rows) {
    return rows.stream().limit(size(rows));
  }

  /** Returns the rows beyond the window. */
  static List<Row> beyond(RowSet<Row> rows) {
    return rows.stream().skip(size(rows)).toList();
  }
}
