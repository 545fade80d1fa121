package dev.rebound.ingest;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads an input as it arrives. A row's result goes to the consumer as soon as its last byte is
 * read, and at most one row is held. A row that holds no event is rejected, and the rows after it
 * are still read. The sizes of the chunks make no difference.
 *
 * <p>An instance reads one input, on one thread at a time. After an exception it cannot be used
 * again.
 */
public interface RowReader {
  /**
   * The bytes of the longest row. A longer one is rejected and skipped without being held. The
   * limit is eight times the longest reason: a row still fits if each character is escaped.
   */
  int MAX_ROW_BYTES = 65_536;

  /**
   * Reads a chunk.
   *
   * @param chunk is read from {@code offset}, and not kept
   * @param length may be 0
   * @throws UnreadableInputException at the first byte after which the start of the next row is
   *     unknown
   */
  void feed(byte[] chunk, int offset, int length, Consumer<Row> rows)
      throws UnreadableInputException;

  /**
   * Ends the input and its last row.
   *
   * @throws UnreadableInputException when the input is empty or incomplete
   */
  void finish(Consumer<Row> rows) throws UnreadableInputException;

  /** Returns the columns of a list, once its header line is read; empty for other inputs. */
  default Optional<ColumnUse> columns() {
    return Optional.empty();
  }

  /**
   * How a list is read.
   *
   * @param used the columns that are read, each with the field it holds: {@code Error → reason}
   * @param unused the names of the other columns
   */
  record ColumnUse(List<String> used, List<String> unused) {}
}
