package dev.rebound.ingest;

import dev.rebound.bounce.RejectedRow;
import java.util.Arrays;
import java.util.function.Consumer;

/** The row whose bytes are coming in. Holds {@value JsonRows#MAX_ROW_BYTES} of them at most. */
final class OpenRow {
  private static final int FIRST_CAPACITY = 1024;

  private final RowDefaults defaults;
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;
  private boolean isTooLong;
  private long index;

  OpenRow(RowDefaults defaults) {
    this.defaults = defaults;
  }

  /** The row's place in the input, which is how many have ended. */
  long index() {
    return index;
  }

  boolean isEmpty() {
    return length == 0 && !isTooLong;
  }

  void append(byte[] chunk, int from, int to) {
    int count = to - from;
    isTooLong |= count > JsonRows.MAX_ROW_BYTES - length;
    if (isTooLong) {
      return;
    }
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
    System.arraycopy(chunk, from, bytes, length, count);
    length += count;
  }

  /** Gives the row out and starts the next one. */
  void end(Consumer<Row> rows) {
    Row row = read();
    index++;
    length = 0;
    isTooLong = false;
    rows.accept(row);
  }

  private Row read() {
    return isTooLong
        ? new Row.Rejected(
            new RejectedRow(index, null, "longer than " + JsonRows.MAX_ROW_BYTES + " bytes"))
        : JsonRow.read(index, bytes, length, defaults);
  }
}
