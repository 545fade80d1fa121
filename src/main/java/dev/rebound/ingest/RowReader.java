package dev.rebound.ingest;

import java.util.function.Consumer;

/**
 * Reads an input as it arrives: a row goes to the consumer as soon as its last byte is in, and no
 * more than one row is ever held. A row that cannot be an event is a {@link Row.Rejected}, and the
 * next one is read all the same. How the input is cut into chunks makes no difference.
 *
 * <p>One instance reads one input, on one thread at a time; after an exception it must not be used
 * again.
 */
public interface RowReader {
  /**
   * The bytes of the longest row that is read. A longer one is rejected and skipped without being
   * held. Eight times the longest reason, so that a row in which each of its characters is escaped
   * still fits.
   */
  int MAX_ROW_BYTES = 65_536;

  /**
   * Reads on.
   *
   * @param chunk its bytes from {@code offset} on are read before this returns, and not kept
   * @param length may be 0
   * @throws UnreadableInputException at the first byte after which nobody can tell where the next
   *     row starts
   */
  void feed(byte[] chunk, int offset, int length, Consumer<Row> rows)
      throws UnreadableInputException;

  /**
   * Tells that the input is over, which ends its last row.
   *
   * @throws UnreadableInputException when it must not be over yet, or there was none
   */
  void finish(Consumer<Row> rows) throws UnreadableInputException;
}
