package dev.rebound.ingest;

import java.util.function.Consumer;

/** Tells what the bytes of one row mean. */
public interface RowParser {

  /**
   * Gives out what the row came to: mostly one thing.
   *
   * @param index the row's place in the input
   * @param length how many of {@code bytes} are the row's; they change after this has returned
   */
  void read(long index, byte[] bytes, int length, Consumer<Row> rows);
}
