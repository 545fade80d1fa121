package dev.rebound.ingest;

import dev.rebound.classify.Classifier;
import dev.rebound.ingest.json.JsonRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The rows of an input.
 *
 * @param failure the message of the exception that ended the reading, or null
 * @param failureIndex the exception's index, or -1
 */
public record Reading(List<Row> rows, String failure, long failureIndex) {
  public static final long NOW = 1_700_000_000;
  public static final RowDefaults DEFAULTS = new RowDefaults(() -> NOW, Classifier.standard());

  private interface Feeding {
    void feed(RowReader reader, Consumer<Row> rows) throws UnreadableInputException;
  }

  public static Reading of(JsonRows.Format format, String input) {
    return of(format, input.getBytes(StandardCharsets.UTF_8));
  }

  public static Reading of(JsonRows.Format format, byte[] input) {
    return of(reader(format), input);
  }

  /** Reads an input with a new reader. */
  public static Reading of(RowReader reader, byte[] input) {
    return read(reader, (fresh, rows) -> fresh.feed(input, 0, input.length, rows));
  }

  /** Reads an input in chunks of random lengths and offsets, in a reused buffer. */
  public static Reading inPieces(
      JsonRows.Format format, byte[] input, int maxPiece, Random random) {
    return inPieces(reader(format), input, maxPiece, random);
  }

  public static Reading inPieces(RowReader fresh, byte[] input, int maxPiece, Random random) {
    byte[] buffer = new byte[maxPiece + 10];
    return read(
        fresh,
        (reader, rows) -> {
          int at = 0;
          while (at < input.length) {
            int length = Math.min(random.nextInt(maxPiece + 1), input.length - at);
            int offset = random.nextInt(10);
            random.nextBytes(buffer);
            System.arraycopy(input, at, buffer, offset, length);
            reader.feed(buffer, offset, length, rows);
            at += length;
          }
        });
  }

  private static RowReader reader(JsonRows.Format format) {
    return new JsonRows(format, JsonRows.Dialect.OWN, DEFAULTS);
  }

  private static Reading read(RowReader reader, Feeding feeding) {
    List<Row> rows = new ArrayList<>();
    try {
      feeding.feed(reader, rows::add);
      reader.finish(rows::add);
      return new Reading(rows, null, -1);
    } catch (UnreadableInputException e) {
      return new Reading(rows, e.getMessage(), e.index());
    }
  }

  /** Formats the rows for comparison: addresses, {@code #index field message}, the failure. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row)));
    if (failure != null) {
      lines.add("failed after " + failureIndex + ": " + failure);
    }
    return lines;
  }

  public static String line(Row row) {
    if (row instanceof Row.Event event) {
      return event.event().email().text();
    }
    if (row instanceof Row.Ignored ignored) {
      return "ignored " + ignored.kind();
    }
    Row.Rejected rejected = (Row.Rejected) row;
    return "#" + rejected.row().index() + " " + rejected.row().fault();
  }
}
