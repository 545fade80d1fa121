package dev.rebound.ingest;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects the bytes of the current row, in bounded memory. */
public final class RowBuffer {
  /** Parses the bytes of one row. */
  public interface RowParser {

    /**
     * Passes on the results of a row: mostly one.
     *
     * @param index the row's place in the input, from 0
     * @param bytes hold the row in their first {@code length} bytes; they are reused afterwards
     */
    void parse(long index, byte[] bytes, int length, Consumer<Row> rows);
  }

  private static final int FIRST_CAPACITY = 1024;

  private final RowParser parser;
  private final int maxBytes;
  private final boolean isTruncating;
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;
  private boolean isTooLong;
  private long index;

  /** Collects rows of at most {@value RowReader#MAX_ROW_BYTES} bytes and rejects longer ones. */
  public RowBuffer(RowParser parser) {
    this(parser, RowReader.MAX_ROW_BYTES, false);
  }

  private RowBuffer(RowParser parser, int maxBytes, boolean isTruncating) {
    this.parser = parser;
    this.maxBytes = maxBytes;
    this.isTruncating = isTruncating;
  }

  /** Returns a buffer that keeps the first {@code maxBytes} of a row and drops the rest. */
  public static RowBuffer truncating(int maxBytes, RowParser parser) {
    return new RowBuffer(parser, maxBytes, true);
  }

  /** Returns the current row's place in the input: the number of rows before it. */
  public long index() {
    return index;
  }

  public boolean isEmpty() {
    return length == 0 && !isTooLong;
  }

  public boolean isTooLong() {
    return isTooLong;
  }

  public void append(byte[] chunk, int from, int to) {
    int room = maxBytes - length;
    isTooLong |= to - from > room;
    if (isTooLong && !isTruncating) {
      return;
    }
    int count = Math.min(to - from, room);
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
    System.arraycopy(chunk, from, bytes, length, count);
    length += count;
  }

  /** Ends the row: parses or rejects it, and starts the next one. */
  public void end(Consumer<Row> rows) {
    if (isTooLong && !isTruncating) {
      rows.accept(Row.rejected(index, "longer than " + maxBytes + " bytes"));
    } else {
      parser.parse(index, bytes, length, rows);
    }
    index++;
    clear();
  }

  /** Removes the bytes of something that does not count as a row; empty when it was too long. */
  public Optional<byte[]> take() {
    Optional<byte[]> taken =
        isTooLong ? Optional.empty() : Optional.of(Arrays.copyOf(bytes, length));
    clear();
    return taken;
  }

  private void clear() {
    length = 0;
    isTooLong = false;
  }
}
