package dev.rebound.ingest.json;

import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.FramedRows;
import dev.rebound.ingest.FramedRows.Framing;
import dev.rebound.ingest.JsonFields;
import dev.rebound.ingest.LineFraming;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.RowDefaults;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON. The blanks before a row and the line break after it do not count towards its length.
 * A UTF-8 byte order mark at the start is skipped.
 */
public final class JsonRows extends FramedRows {
  // An array of objects among the outermost members, behind strings, numbers and flat objects.
  private static final Pattern ARRAY =
      Pattern.compile(
          "^\\ufeff?\\s*\\{(?:\\s*\"[^\"]*+\"\\s*:\\s*"
              + "(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\"\\[{},]++|\\{[^{}]*+\\})\\s*,)*+"
              + "\\s*\"([^\"\\\\]*+)\"\\s*:\\s*\\[\\s*[{\\]]");

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
    OWN(JsonRow.NAMES, JsonRow::read),
    /** SendGrid's Event Webhook: {@code email}, {@code timestamp}, {@code event} and so on. */
    SENDGRID_EVENTS(SendGridEvent.NAMES, SendGridEvent::read),
    /** KumoMTA's log records. */
    KUMOMTA(KumoRecord.NAMES, KumoRecord::read),
    /** The webhooks of other vendors, whose members are recognised by their names. */
    VENDOR(JsonRow.NAMES, JsonRow::read),
    /** Whichever of the others the first rows are in; our own until a row has a known field. */
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
    super(framing(format, new RowBuffer(new JsonRowParser(dialect, defaults))));
  }

  /**
   * Returns a reader of another system's JSON, which may wrap its rows into an object.
   *
   * @param head the first bytes: a few thousand are enough
   */
  public static JsonRows ofImport(byte[] head, RowDefaults defaults) {
    RowBuffer row = new RowBuffer(new JsonRowParser(Dialect.ANY, defaults));
    return new JsonRows(new ValueFraming(row, envelope(head)));
  }

  private JsonRows(Framing framing) {
    super(framing);
  }

  /** Returns the member of a single object whose array holds the rows. */
  private static Optional<String> envelope(byte[] head) {
    Matcher array = ARRAY.matcher(new String(head, StandardCharsets.UTF_8));
    return array.find() ? Optional.of(array.group(1)) : Optional.empty();
  }

  private static Framing framing(Format format, RowBuffer row) {
    return format == Format.JSON ? new ValueFraming(row) : new LineFraming(row);
  }
}
