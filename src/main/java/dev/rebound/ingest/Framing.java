package dev.rebound.ingest;

import java.util.function.Consumer;

/**
 * Finds the end of each row by the bytes alone, before anything is decoded. A fault within a row
 * therefore affects no other row.
 */
public interface Framing {

  /** Reads {@code chunk} from {@code from} up to, but not including, {@code to}. */
  void feed(byte[] chunk, int from, int to, Consumer<Row> rows) throws UnreadableInputException;

  /** Ends the input. */
  void finish(Consumer<Row> rows) throws UnreadableInputException;

  /** Returns whether the byte is whitespace in JSON (RFC 8259, 2). */
  static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
