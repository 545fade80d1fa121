package dev.rebound.ingest.json;

import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.FramedRows;
import dev.rebound.ingest.FramedRows.Framing;
import dev.rebound.ingest.JsonFields;
import dev.rebound.ingest.LineFraming;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.RowDefaults;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads JSON. The blanks before a row and the line break after it do not count towards its length.
 * A UTF-8 byte order mark at the start is skipped.
 */
public final class JsonRows extends FramedRows {
  /** How rows are separated. */
  public enum Format {
    /**
     * An object or an array of objects, which objects of other vendors may wrap. Objects on lines
     * of their own are read too: many clients send NDJSON as JSON.
     */
    JSON,
    /**
     * One object per line. Blank lines are not rows. Objects of other vendors may stand in arrays
     * and envelopes, one on each line, as systems write that log what they receive.
     */
    NDJSON
  }

  /** The fields of a row. */
  public enum Dialect {
    /** Our own: {@code email}, {@code created}, {@code type} and so on. */
    OWN(JsonRow.NAMES, JsonRow::read),
    /** SendGrid's Event Webhook: {@code email}, {@code timestamp}, {@code event} and so on. */
    SENDGRID_EVENTS(SendGridEvent.NAMES, SendGridEvent::read),
    /** KumoMTA's log records. */
    KUMOMTA(KumoRecord.NAMES, KumoRecord::read),
    /** The webhooks of other vendors, whose members are recognised by their names. */
    VENDOR(JsonRow.NAMES, JsonRow::read),
    /** Whichever of the others a row is in. */
    ANY(JsonRow.NAMES, JsonRow::read);

    final Set<String> names;
    final ObjectReader reader;

    /**
     * @param names the fields that the dialect reads; all others are ignored
     */
    Dialect(Set<String> names, ObjectReader reader) {
      this.names = names;
      this.reader = reader;
    }
  }

  /** Reads one object. */
  interface ObjectReader {
    /**
     * Passes on the object's rows: mostly one.
     *
     * @throws FieldException when the object is rejected
     */
    void read(long index, JsonFields fields, RowDefaults defaults, Consumer<Row> rows);
  }

  public JsonRows(Format format, Dialect dialect, RowDefaults defaults) {
    super(framing(format, dialect, defaults));
  }

  private static Framing framing(Format format, Dialect dialect, RowDefaults defaults) {
    boolean hasEnvelopes = dialect == Dialect.ANY || dialect == Dialect.VENDOR;
    JsonRowParser parser = new JsonRowParser(dialect, defaults);
    return format == Format.JSON
        ? new ValueFraming(new RowBuffer(parser), hasEnvelopes)
        : new LineFraming(new RowBuffer(hasEnvelopes ? parser.ofLines() : parser));
  }
}
