package dev.rebound.ingest;

import dev.rebound.bounce.RejectedRow;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** The row whose bytes are coming in. Holds {@value RowReader#MAX_ROW_BYTES} of them at most. */
final class OpenRow {
  private static final int MAX_BYTES = RowReader.MAX_ROW_BYTES;
  private static final int FIRST_CAPACITY = 1024;

  private final RowParser parser;
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;
  private boolean isTooLong;
  private long index;

  OpenRow(RowParser parser) {
    this.parser = parser;
  }

  /** The row's place in the input, which is how many have ended. */
  long index() {
    return index;
  }

  boolean isEmpty() {
    return length == 0 && !isTooLong;
  }

  boolean isTooLong() {
    return isTooLong;
  }

  void append(byte[] chunk, int from, int to) {
    int count = to - from;
    isTooLong |= count > MAX_BYTES - length;
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
    if (isTooLong) {
      String message = "longer than " + MAX_BYTES + " bytes";
      rows.accept(new Row.Rejected(new RejectedRow(index, null, message)));
    } else {
      parser.read(index, bytes, length, rows);
    }
    index++;
    begin();
  }

  /** Takes the bytes as something that is no row and does not count; empty when too long. */
  Optional<byte[]> take() {
    Optional<byte[]> taken =
        isTooLong ? Optional.empty() : Optional.of(Arrays.copyOf(bytes, length));
    begin();
    return taken;
  }

  private void begin() {
    length = 0;
    isTooLong = false;
  }
}
