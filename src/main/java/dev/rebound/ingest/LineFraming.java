package dev.rebound.ingest;

import dev.rebound.ingest.FramedRows.Framing;
import java.util.function.Consumer;

/** Ends a row at each line break. Blank lines are not rows. */
public final class LineFraming implements Framing {
  private static final byte[] CARRIAGE_RETURN = {'\r'};

  private final RowBuffer row;
  // Only the next byte, perhaps of the next chunk, shows whether a \r belongs to a line break.
  private boolean isReturnHeld;

  public LineFraming(RowBuffer row) {
    this.row = row;
  }

  @Override
  public void feed(byte[] chunk, int from, int to, Consumer<Row> rows) {
    int start = from;
    while (start < to) {
      int end = lineEnd(chunk, start, to);
      append(chunk, start, end);
      if (end < to) {
        endLine(rows);
      }
      start = end + 1;
    }
  }

  @Override
  public void finish(Consumer<Row> rows) {
    endLine(rows);
  }

  private static int lineEnd(byte[] chunk, int from, int to) {
    int at = from;
    while (at < to && chunk[at] != '\n') {
      at++;
    }
    return at;
  }

  private void append(byte[] chunk, int from, int to) {
    // A row starts after its leading blanks, so that a blank line of any length leaves no row.
    int start = row.isEmpty() ? skipBlanks(chunk, from, to) : from;
    if (start == to) {
      return;
    }
    if (isReturnHeld) {
      row.append(CARRIAGE_RETURN, 0, 1);
    }
    isReturnHeld = chunk[to - 1] == '\r';
    row.append(chunk, start, isReturnHeld ? to - 1 : to);
  }

  private static int skipBlanks(byte[] chunk, int from, int to) {
    int at = from;
    while (at < to && Framing.isBlank(chunk[at])) {
      at++;
    }
    return at;
  }

  private void endLine(Consumer<Row> rows) {
    isReturnHeld = false;
    if (!row.isEmpty()) {
      row.end(rows);
    }
  }
}
