package dev.rebound.ingest;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads rows that a framing separates. Skips a UTF-8 byte order mark at the start, and decodes
 * UTF-16 that starts with its mark.
 */
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

  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Framing framing;
  // The first bytes, until they show whether they are a byte order mark.
  private final byte[] head = new byte[UTF_8_MARK.length];
  private int headLength;
  private boolean hasStarted;
  private Optional<Utf16Decoder> utf16 = Optional.empty();

  protected FramedRows(Framing framing) {
    this.framing = framing;
  }

  @Override
  public final void feed(byte[] chunk, int offset, int length, Consumer<Row> rows)
      throws UnreadableInputException {
    Objects.checkFromIndexSize(offset, length, chunk.length);
    int at = offset;
    int end = offset + length;
    while (at < end && !hasStarted) {
      head[headLength++] = chunk[at++];
      if (!mayBeMark()) {
        start(rows);
      }
    }
    pass(chunk, at, end, rows);
  }

  @Override
  public final void finish(Consumer<Row> rows) throws UnreadableInputException {
    if (!hasStarted) {
      start(rows);
    }
    framing.finish(rows);
  }

  /** Returns whether the first bytes are the start of a mark that is not complete. */
  private boolean mayBeMark() {
    boolean isUtf16 = headLength == 1 && (head[0] == (byte) 0xFE || head[0] == (byte) 0xFF);
    boolean isUtf8 = Arrays.equals(head, 0, headLength, UTF_8_MARK, 0, headLength);
    return isUtf16 || isUtf8 && headLength < UTF_8_MARK.length;
  }

  // The start of a mark without its end is text.
  private void start(Consumer<Row> rows) throws UnreadableInputException {
    hasStarted = true;
    utf16 = Utf16Decoder.ofMark(head, headLength);
    boolean isMark = utf16.isPresent() || headLength == UTF_8_MARK.length && isUtf8Mark();
    if (!isMark) {
      pass(head, 0, headLength, rows);
    }
  }

  private boolean isUtf8Mark() {
    return Arrays.equals(head, UTF_8_MARK);
  }

  private void pass(byte[] chunk, int from, int to, Consumer<Row> rows)
      throws UnreadableInputException {
    if (utf16.isPresent()) {
      byte[] utf8 = utf16.get().decode(chunk, from, to);
      framing.feed(utf8, 0, utf8.length, rows);
    } else {
      framing.feed(chunk, from, to, rows);
    }
  }
}
