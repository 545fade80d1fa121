package dev.rebound.store;

import dev.rebound.domain.Bounce;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bounds the bytes of a statement's result. Reasons come from foreign servers and may have 8 KiB: a
 * page of them would need megabytes. The rows beyond the window have no reason. PostgreSQL knows
 * the length of a reason without reading it.
 */
final class ReasonWindow {
  // The third column of all statements with rows of the list or the history.
  private static final int REASON = 2;

  private ReasonWindow() {}

  /**
   * Returns the reason's column.
   *
   * @param order of the rows; empty for any
   */
  static String column(String reason, String order) {
    return """
        CASE
          WHEN sum(octet_length(%1$s)) OVER (%2$sROWS UNBOUNDED PRECEDING) <= %3$d
          THEN %1$s
        END"""
        .formatted(
            reason, order.isEmpty() ? "" : "ORDER BY " + order + " ", Bounce.MAX_WINDOW_BYTES);
  }

  private static boolean isWithin(Row row) {
    return row.getString(REASON) != null;
  }

  /** Returns the rows within the window. */
  static Stream<Row> within(RowSet<Row> rows) {
    return rows.stream().filter(ReasonWindow::isWithin);
  }

  /** Returns the rows beyond the window. */
  static List<Row> beyond(RowSet<Row> rows) {
    return rows.stream().filter(row -> !isWithin(row)).toList();
  }
}
