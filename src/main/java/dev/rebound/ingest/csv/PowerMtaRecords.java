package dev.rebound.ingest.csv;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import dev.rebound.ingest.TimeText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the records of a PowerMTA accounting file (PowerMTA User's Guide, Accounting). The first
 * column is the record's type; the configuration decides the others. Concatenated files and changes
 * of the configuration put further header lines into a file; each applies to the records below it.
 * The records of a file without a header line have the default columns.
 */
final class PowerMtaRecords implements CsvFraming.RecordReader {
  private static final String TYPE = "type";
  private static final String TIME = "timeLogged";
  private static final String RECIPIENT = "rcpt";
  private static final String ACTION = "dsnAction";
  // A bounce list may have a type column too, so that one of these columns is required.
  private static final List<String> OWN_COLUMNS =
      List.of(TIME, RECIPIENT, ACTION, "dsnStatus", "dsnDiag", "bounceCat");

  // The first of the default columns; further ones are not read.
  private static final CsvHeader DEFAULT_COLUMNS =
      CsvHeader.of(
          new String[] {
            TYPE, TIME, "timeQueued", "orig", RECIPIENT, "orcpt", ACTION, "dsnStatus", "dsnDiag"
          });
  private static final Set<String> TYPES =
      Set.of("b", "bounce", "rb", "rs", "d", "delivery", "t", "tq", "f", "r");
  // The most fields that FastCSV reads.
  private static final int MAX_WIDTH = 16_384;

  private final RowDefaults defaults;
  private final boolean isHeaderless;
  private final int width;
  private final int time;
  private final int recipient;
  private final int action;
  private final int status;
  private final int diagnostic;

  /**
   * @param first the header line, or else the first record
   */
  PowerMtaRecords(CsvHeader first, RowDefaults defaults) {
    this.defaults = defaults;
    isHeaderless = !first.names().get(0).equals(TYPE);
    CsvHeader header = isHeaderless ? DEFAULT_COLUMNS : first;
    width = isHeaderless ? MAX_WIDTH : header.width();
    time = header.column(List.of(TIME));
    recipient = header.column(List.of(RECIPIENT));
    action = header.column(List.of(ACTION));
    status = header.column(List.of("dsnStatus"));
    diagnostic = header.column(List.of("dsnDiag"));
  }

  /** Returns whether a line is the header line or a record of an accounting file. */
  static boolean isLine(CsvHeader line) {
    return isHeader(line) || isRecord(line);
  }

  private static boolean isHeader(CsvHeader line) {
    return line.names().get(0).equals(TYPE) && line.column(OWN_COLUMNS) >= 0;
  }

  private static boolean isRecord(CsvHeader line) {
    return line.width() > DEFAULT_COLUMNS.column(List.of(RECIPIENT))
        && TYPES.contains(line.names().get(0))
        && TimeText.seconds(line.titles().get(DEFAULT_COLUMNS.column(List.of(TIME)))).isPresent();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public boolean startsWithRow() {
    return isHeaderless;
  }

  @Override
  public Optional<CsvFraming.RecordReader> after(String[] record) {
    return TextFields.normal(record[0]).equals(TYPE)
        ? Optional.of(new PowerMtaRecords(CsvHeader.of(record), defaults))
        : Optional.empty();
  }

  @Override
  public void read(long index, String[] record, Consumer<Row> rows) {
    String type = record[0].strip().toLowerCase(Locale.ROOT);
    String kind =
        switch (type) {
          case "b", "bounce", "rb" -> kindOfBounce(text(action, record));
          case "d", "delivery" -> "delivered";
          case "t", "tq" -> "delayed";
          case "f" -> "complaint";
          default -> "other";
        };
    rows.accept(kind.isEmpty() ? failure(record) : new Row.Ignored(kind));
  }

  // A remote bounce (rb) is a later report by another server, perhaps of a delivery (RFC 3464,
  // 2.3.3). A comment may follow the action.
  private String kindOfBounce(String action) {
    String word = withoutComment(action).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "failed" -> "";
      case "delayed" -> "delayed";
      case "delivered", "relayed", "expanded" -> "delivered";
      default -> unknownAction(word);
    };
  }

  // Without a header line, the field may be another one.
  private String unknownAction(String word) {
    if (isHeaderless) {
      throw new FieldException(ACTION, "is not the seventh field; a header line names the columns");
    }
    return word.isEmpty() ? "" : "other";
  }

  private Row failure(String[] record) {
    EmailAddress email = TextFields.email(RECIPIENT, text(recipient, record));
    long logged = TextFields.time(TIME, text(time, record), defaults);
    String code = text(status, record);
    String reply = withoutType(text(diagnostic, record));
    // Mail that expired without a reply has no diagnostic; the status's comment explains it.
    String reason = reply.isEmpty() ? code : reply;
    return new Row.Event(defaults.failure(email, logged, reason, withoutComment(code)));
  }

  private static String text(int column, String[] record) {
    return column >= 0 && column < record.length ? record[column].strip() : "";
  }

  /** Returns 5.1.1 for {@code 5.1.1 (bad destination mailbox address)}. */
  private static String withoutComment(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '(') {
      end++;
    }
    return text.substring(0, end);
  }

  /** Returns the reply of {@code smtp;550 5.1.1 no such user}. */
  private static String withoutType(String diagnostic) {
    String smtp = "smtp;";
    return diagnostic.regionMatches(true, 0, smtp, 0, smtp.length())
        ? diagnostic.substring(smtp.length()).strip()
        : diagnostic;
  }
}
