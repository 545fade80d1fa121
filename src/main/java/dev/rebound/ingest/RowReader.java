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
  /** The bytes of a chunk that a reader of plain text takes at once. */
  int CHUNK_BYTES = 1 << 16;

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

  /**
   * Passes on the rows that the reader has held back, after the input broke off.
   *
   * @throws UnreadableInputException when they cannot be read
   */
  default void flushHeld(Consumer<Row> rows) throws UnreadableInputException {}

  /**
   * Returns the most bytes of the next chunk. A compressed chunk may unpack to a thousand times its
   * length, and the consumer may apply back-pressure only between two chunks.
   */
  default int maxChunkBytes() {
    return CHUNK_BYTES;
  }

  /**
   * Returns whether bytes of the last chunk are still to be read. An empty chunk continues, and no
   * other chunk may come before that.
   */
  default boolean hasPending() {
    return false;
  }

  /** Returns the bytes of memory that the reader holds besides its row. */
  default int heldBytes() {
    return 0;
  }

  /** Returns the columns of a list, once its header line is read; empty for other inputs. */
  default Optional<List<Column>> columns() {
    return Optional.empty();
  }

  /**
   * A column of a list.
   *
   * @param name the title in the header line
   * @param fields the fields that it holds, such as {@code reason}; empty when it is not used
   */
  record Column(String name, List<String> fields) {
    public Column {
      fields = List.copyOf(fields);
    }
  }
}
