package dev.rebound.ingest;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** The row whose bytes are coming in, in bounded memory. */
public final class OpenRow {
  private static final int FIRST_CAPACITY = 1024;

  private final RowParser parser;
  private final int maxBytes;
  private final boolean isCut;
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;
  private boolean isTooLong;
  private long index;

  /** A row of up to {@value RowReader#MAX_ROW_BYTES} bytes; a longer one is rejected. */
  public OpenRow(RowParser parser) {
    this(parser, RowReader.MAX_ROW_BYTES, false);
  }

  private OpenRow(RowParser parser, int maxBytes, boolean isCut) {
    this.parser = parser;
    this.maxBytes = maxBytes;
    this.isCut = isCut;
  }

  /** A row that is read as far as {@code maxBytes}; what comes after is passed over. */
  public static OpenRow cutAt(int maxBytes, RowParser parser) {
    return new OpenRow(parser, maxBytes, true);
  }

  /** The row's place in the input, which is how many have ended. */
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
    if (isTooLong && !isCut) {
      return;
    }
    int count = Math.min(to - from, room);
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
    System.arraycopy(chunk, from, bytes, length, count);
    length += count;
  }

  /** Gives the row out and starts the next one. */
  public void end(Consumer<Row> rows) {
    if (isTooLong && !isCut) {
      rows.accept(Row.rejected(index, "longer than " + maxBytes + " bytes"));
    } else {
      parser.read(index, bytes, length, rows);
    }
    index++;
    begin();
  }

  /** Takes the bytes as something that is no row and does not count; empty when too long. */
  public Optional<byte[]> take() {
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
