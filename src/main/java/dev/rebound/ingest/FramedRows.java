package dev.rebound.ingest;

import java.util.Objects;
import java.util.function.Consumer;

/** Reads rows that a framing separates. Skips a UTF-8 byte order mark at the start. */
public abstract class FramedRows implements RowReader {
  /**
   * Finds the end of each row by the bytes alone, before anything is decoded. A fault within a row
   * therefore affects no other row.
   */
  public interface Framing {

    /** Reads {@code chunk} from {@code from} up to, but not including, {@code to}. */
    void feed(byte[] chunk, int from, int to, Consumer<Row> rows) throws UnreadableInputException;

    void finish(Consumer<Row> rows) throws UnreadableInputException;

    /** Returns whether the byte is whitespace in JSON (RFC 8259, 2). */
    static boolean isBlank(byte b) {
      return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
  }

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Framing framing;
  private int matched;

  protected FramedRows(Framing framing) {
    this.framing = framing;
  }

  @Override
  public final void feed(byte[] chunk, int offset, int length, Consumer<Row> rows)
      throws UnreadableInputException {
    Objects.checkFromIndexSize(offset, length, chunk.length);
    int at = offset;
    int end = offset + length;
    while (at < end && matched < MARK.length) {
      if (chunk[at] == MARK[matched]) {
        at++;
        matched++;
      } else {
        endMark(rows);
      }
    }
    framing.feed(chunk, at, end, rows);
  }

  @Override
  public final void finish(Consumer<Row> rows) throws UnreadableInputException {
    endMark(rows);
    framing.finish(rows);
  }

  // The start of a mark without its end is text.
  private void endMark(Consumer<Row> rows) throws UnreadableInputException {
    int seen = matched;
    matched = MARK.length;
    if (seen < MARK.length) {
      framing.feed(MARK, 0, seen, rows);
    }
  }
}
