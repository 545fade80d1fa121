package dev.rebound.ingest;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads JSON as it arrives: a row goes to the consumer as soon as its last byte is in, and no more
 * than one row is ever held. A row that cannot be an event is a {@link Row.Rejected}, and the next
 * one is read all the same. How the input is cut into chunks makes no difference. A UTF-8 byte
 * order mark at the start is skipped.
 *
 * <p>One instance reads one input, on one thread at a time; after an exception it must not be used
 * again.
 */
public final class JsonRows {
  /**
   * The bytes of the longest row that is read, without the blanks before it and the line break
   * after it. A longer one is rejected and skipped without being held. Eight times the longest
   * reason, so that a row in which each of its characters is escaped still fits.
   */
  public static final int MAX_ROW_BYTES = 65_536;

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** How rows are told apart. */
  public enum Format {
    /**
     * An object, or an array of objects. Objects that follow each other line by line are taken too:
     * many who send NDJSON call it JSON.
     */
    JSON,
    /** One object a line. Blank lines are no rows. */
    NDJSON
  }

  private final OpenRow row;
  private final Framing framing;
  private int marked;

  /**
   * @param defaults for what a row does not say
   */
  public JsonRows(Format format, RowDefaults defaults) {
    row = new OpenRow(defaults);
    framing = format == Format.JSON ? new ValueFraming(row) : new LineFraming(row);
  }

  /**
   * Reads on.
   *
   * @param chunk its bytes from {@code offset} on are read before this returns, and not kept
   * @param length may be 0
   * @throws UnreadableInputException in the JSON format, at the first byte that can be part of no
   *     array or object
   */
  public void feed(byte[] chunk, int offset, int length, Consumer<Row> rows)
      throws UnreadableInputException {
    Objects.checkFromIndexSize(offset, length, chunk.length);
    int end = offset + length;
    framing.feed(chunk, skipMark(chunk, offset, end, rows), end, rows);
  }

  /**
   * Tells that the input is over, which ends an NDJSON row that has no line break after it.
   *
   * @throws UnreadableInputException in the JSON format, when the array or object is not closed or
   *     there was none
   */
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    giveBackMark(rows);
    framing.finish(rows);
  }

  private int skipMark(byte[] chunk, int from, int to, Consumer<Row> rows)
      throws UnreadableInputException {
    int at = from;
    while (at < to && marked < MARK.length) {
      if (chunk[at] == MARK[marked]) {
        at++;
        marked++;
      } else {
        giveBackMark(rows);
      }
    }
    return at;
  }

  // What began like a mark and went on otherwise is text.
  private void giveBackMark(Consumer<Row> rows) throws UnreadableInputException {
    if (marked < MARK.length) {
      int seen = marked;
      marked = MARK.length;
      framing.feed(MARK, 0, seen, rows);
    }
  }
}
