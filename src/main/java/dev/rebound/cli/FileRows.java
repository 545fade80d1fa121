package dev.rebound.cli;

import dev.rebound.classify.Classifier;
import dev.rebound.ingest.PackedRows;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.csv.CsvMapping;
import dev.rebound.ingest.format.DetectedRows;
import dev.rebound.ingest.format.InputFormat;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads the rows of files.
 *
 * @param format the format of all files; if empty, it is detected for each file
 * @param mapping the columns of all CSV files
 */
record FileRows(Classifier classifier, Optional<InputFormat> format, CsvMapping mapping) {

  /**
   * The rows of a short file.
   *
   * @param isWhole false if the file is not short: nothing of it counts as read
   * @param failure why the file was not read to its end
   */
  record Short(
      boolean isWhole,
      List<Row> rows,
      Optional<List<RowReader.Column>> columns,
      Optional<Exception> failure) {
    private static final int MAX_BYTES = 1 << 20;
    // An unpacked file may have far more rows than its size suggests.
    private static final int MAX_ROWS = 1 << 12;
    private static final Short LONG =
        new Short(false, List.of(), Optional.empty(), Optional.empty());
  }

  /** Reads a file if it and its rows fit into little memory. For any thread. */
  Short readShort(ImportFile file) {
    List<Row> rows = new ArrayList<>();
    RowReader reader = reader(file);
    Optional<Exception> failure = Optional.empty();
    try {
      if (file.size() < 0 || file.size() > Short.MAX_BYTES) {
        return Short.LONG;
      }
      try (InputStream input = file.open()) {
        read(input, reader, rows::add, () -> rows.size() <= Short.MAX_ROWS);
      }
    } catch (IOException | UnreadableInputException e) {
      failure = Optional.of(e);
    }
    return rows.size() > Short.MAX_ROWS
        ? Short.LONG
        : new Short(true, rows, reader.columns(), failure);
  }

  RowReader reader(ImportFile file) {
    RowDefaults defaults = new RowDefaults(file::time, classifier);
    return new PackedRows(new DetectedRows(format, file.name(), mapping, defaults));
  }

  /**
   * Reads an input to its end.
   *
   * @param goesOn whether to read on after a chunk
   */
  static void read(InputStream input, RowReader reader, Consumer<Row> rows, BooleanSupplier goesOn)
      throws IOException, UnreadableInputException {
    byte[] chunk = new byte[RowReader.CHUNK_BYTES];
    try {
      int length = input.read(chunk, 0, reader.maxChunkBytes());
      while (length >= 0) {
        reader.feed(chunk, 0, length, rows);
        if (!goesOn.getAsBoolean()) {
          return;
        }
        length = reader.hasPending() ? 0 : input.read(chunk, 0, reader.maxChunkBytes());
      }
      reader.finish(rows);
    } catch (UnreadableInputException e) {
      flush(reader, rows);
      throw e;
    }
  }

  private static void flush(RowReader reader, Consumer<Row> rows) {
    try {
      reader.flushHeld(rows);
    } catch (UnreadableInputException e) {
      // The first fault is reported.
    }
  }

  /** Returns the failure of a file for people. */
  static SetupException failure(ImportFile file, String prefix, Exception cause) {
    return cause instanceof IOException e
        ? SetupException.of("cannot read " + file.name(), e)
        : failure(prefix, (UnreadableInputException) cause);
  }

  private static SetupException failure(String prefix, UnreadableInputException e) {
    return new SetupException(prefix + e.getMessage() + remedy(e) + position(e));
  }

  private static String remedy(UnreadableInputException e) {
    return e.option().map(option -> "; set --" + option).orElse("");
  }

  private static String position(UnreadableInputException e) {
    return e.index() == UnreadableInputException.NO_INDEX ? "" : " (after " + e.index() + " rows)";
  }
}
