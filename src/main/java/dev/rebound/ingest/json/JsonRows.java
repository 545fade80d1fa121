package dev.rebound.ingest.json;

import dev.rebound.ingest.FramedRows;
import dev.rebound.ingest.Framing;
import dev.rebound.ingest.LineFraming;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowParser;

/**
 * Reads JSON. The blanks before a row and the line break after it do not count towards its length.
 * A UTF-8 byte order mark at the start is skipped.
 */
public final class JsonRows extends FramedRows {
  /** How rows are separated. */
  public enum Format {
    /**
     * An object or an array of objects. Objects on lines of their own are read too: many clients
     * send NDJSON as JSON.
     */
    JSON,
    /** One object per line. Blank lines are not rows. */
    NDJSON
  }

  /** The fields of a row. */
  public enum Dialect {
    /** Our own: {@code email}, {@code created}, {@code type} and so on. */
    OWN,
    /** SendGrid's Event Webhook: {@code email}, {@code timestamp}, {@code event} and so on. */
    SENDGRID_EVENTS,
    /** KumoMTA's log records. */
    KUMOMTA,
    /** Whichever of the others the first rows are in. */
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

  public JsonRows(Format format, Dialect dialect, RowDefaults defaults) {
    super(framing(format, new RowBuffer(dialect.parser(defaults))));
  }

  private static Framing framing(Format format, RowBuffer row) {
    return format == Format.JSON ? new ValueFraming(row) : new LineFraming(row);
  }
}
