package dev.rebound.ingest;

import java.util.function.Consumer;

/** A row is a line that is not blank. */
public final class LineFraming implements Framing {
  private static final byte[] CARRIAGE_RETURN = {'\r'};

  private final OpenRow row;
  // A line break may be cut in two by the chunks: whether a \r is half of one shows with the next
  // byte.
  private boolean returnIsHeld;

  public LineFraming(OpenRow row) {
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
    // Blanks before a row are not part of it, so a blank line of any length leaves no row.
    int start = row.isEmpty() ? skipBlanks(chunk, from, to) : from;
    if (start == to) {
      return;
    }
    if (returnIsHeld) {
      row.append(CARRIAGE_RETURN, 0, 1);
    }
    returnIsHeld = chunk[to - 1] == '\r';
    row.append(chunk, start, returnIsHeld ? to - 1 : to);
  }

  private static int skipBlanks(byte[] chunk, int from, int to) {
    int at = from;
    while (at < to && Framing.isBlank(chunk[at])) {
      at++;
    }
    return at;
  }

  private void endLine(Consumer<Row> rows) {
    returnIsHeld = false;
    if (!row.isEmpty()) {
      row.end(rows);
    }
  }
}
