package dev.rebound.ingest.json;

import dev.rebound.ingest.Framing;
import dev.rebound.ingest.LineFraming;
import dev.rebound.ingest.OpenRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowParser;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnmarkedFraming;
import dev.rebound.ingest.UnreadableInputException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads JSON. A row's length is told without the blanks before it and the line break after it. A
 * UTF-8 byte order mark at the start is skipped.
 */
public final class JsonRows implements RowReader {
  /** How rows are told apart. */
  public enum Format {
    /**
     * An object, or an array of objects. Objects that follow each other line by line are taken too:
     * many who send NDJSON call it JSON.
     */
    JSON,
    /** One object a line. Blank lines are no rows. */
    NDJSON
  }

  /** What the members of a row mean. */
  public enum Dialect {
    /** Rebound's own: {@code email}, {@code created}, {@code type} and so on. */
    OWN,
    /**
     * That of SendGrid's Event Webhook: {@code email}, {@code timestamp}, {@code event} and so on.
     */
    SENDGRID_EVENTS,
    /** The log records of KumoMTA. */
    KUMOMTA,
    /** One of the others, as the first row shows. */
    ANY;

    RowParser parser(RowDefaults defaults) {
      return switch (this) {
        case OWN -> new JsonRowParser(JsonRow.NAMES, JsonRow::read, defaults);
        case SENDGRID_EVENTS ->
            new JsonRowParser(SendGridEvent.NAMES, SendGridEvent::read, defaults);
        case KUMOMTA -> new JsonRowParser(KumoRecord.NAMES, KumoRecord::read, defaults);
        case ANY -> new DetectingParser(defaults);
      };
    }
  }

  private final Framing framing;

  /**
   * @param defaults for what a row does not say
   */
  public JsonRows(Format format, Dialect dialect, RowDefaults defaults) {
    OpenRow row = new OpenRow(dialect.parser(defaults));
    framing =
        new UnmarkedFraming(format == Format.JSON ? new ValueFraming(row) : new LineFraming(row));
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, Consumer<Row> rows)
      throws UnreadableInputException {
    Objects.checkFromIndexSize(offset, length, chunk.length);
    framing.feed(chunk, offset, offset + length, rows);
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    framing.finish(rows);
  }
}
