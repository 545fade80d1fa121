package dev.rebound.ingest;

import java.util.function.Consumer;

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
