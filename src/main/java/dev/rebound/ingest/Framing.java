package dev.rebound.ingest;

import java.util.function.Consumer;

/**
 * Tells where a row ends by its bytes alone, before anything is decoded, so that whatever is wrong
 * within a row stays within it.
 */
public interface Framing {

  /** Reads {@code chunk} from {@code from} up to, but without, {@code to}. */
  void feed(byte[] chunk, int from, int to, Consumer<Row> rows) throws UnreadableInputException;

  /** Tells that the input is over. */
  void finish(Consumer<Row> rows) throws UnreadableInputException;

  /** The blanks of JSON (RFC 8259, 2). */
  static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
