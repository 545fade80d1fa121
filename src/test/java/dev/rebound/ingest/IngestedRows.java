package dev.rebound.ingest;

import dev.rebound.domain.BounceEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Formats rows for comparison: {@code bounce a@x.y 17 [5.1.1] reason}. */
public final class IngestedRows {
  private IngestedRows() {}

  /** Reads an input at once and byte by byte, and requires equal results. */
  public static List<String> by(Supplier<RowReader> reader, String input) {
    return by(reader, input.getBytes(StandardCharsets.UTF_8));
  }

  public static List<String> by(Supplier<RowReader> reader, byte[] input) {
    List<String> whole = lines(Reading.of(reader.get(), input));
    List<String> pieces = lines(Reading.inPieces(reader.get(), input, 1, new Random(1)));
    if (!whole.equals(pieces)) {
      throw new AssertionError("at once " + whole + ", byte by byte " + pieces);
    }
    return whole;
  }

  private static List<String> lines(Reading reading) {
    List<String> lines = new ArrayList<>();
    reading.rows().forEach(row -> lines.add(line(row)));
    if (reading.failure() != null) {
      lines.add("failed after " + reading.failureIndex() + ": " + reading.failure());
    }
    return lines;
  }

  private static String line(Row row) {
    if (row instanceof Row.Event ingested) {
      BounceEvent event = ingested.event();
      String time = event.occurredAt() == Reading.NOW ? "now" : Long.toString(event.occurredAt());
      return "%s %s %s [%s] %s"
          .formatted(
              event.type().label(), event.email().text(), time, event.status(), event.reason())
          .strip();
    }
    return Reading.line(row);
  }
}
