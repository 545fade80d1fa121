package dev.rebound.ingest.csv;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import dev.rebound.ingest.UnreadableInputException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the rows of a bounce list. A row without a type is a bounce. Rows of other types, such as
 * complaints, are ignored.
 */
final class CsvList implements CsvFraming.RecordReader {
  private static final String NO_TYPE =
      "must be bounce, blocked, or another vendor's word for one of them";

  // Our own words, Postmark's bounce types and suppression reasons, SES's suppression reasons and
  // bounce types, and common words. They are compared like column names.
  private static final Map<String, BounceType> TYPES = new HashMap<>();
  // The kinds of ignored rows.
  private static final Map<String, String> KINDS = new HashMap<>();

  static {
    put(TYPES, BounceType.BOUNCE, "bounce", "bounced", "HardBounce", "hard", "Permanent");
    put(TYPES, BounceType.BOUNCE, "BadEmailAddress");
    put(TYPES, BounceType.BLOCKED, "blocked", "block", "SoftBounce", "soft", "Transient");
    put(TYPES, BounceType.BLOCKED, "Undetermined", "DnsError", "SpamNotification");
    put(TYPES, BounceType.BLOCKED, "VirusNotification", "DMARCPolicy", "Unknown");
    put(KINDS, "complaint", "complaint", "SpamComplaint", "spam", "spam report", "abuse");
    put(KINDS, "manual", "manual", "ManualSuppression", "ManuallyDeactivated");
    put(KINDS, "unsubscribe", "Unsubscribe", "unsubscribed");
    put(KINDS, "other", "Subscribe", "AutoResponder", "AddressChange", "OpenRelayTest");
    put(KINDS, "other", "Unconfirmed", "ChallengeVerification", "SMTPApiError", "InboundError");
    put(KINDS, "other", "TemplateRenderingFailed");
  }

  private final int width;
  private final Map<CsvField, Integer> columns;
  // The type of all bounces and blocks, instead of the list's own.
  private final Optional<BounceType> always;
  private final RowDefaults defaults;

  /**
   * @throws UnreadableInputException when the header lacks a column
   */
  CsvList(CsvHeader header, CsvMapping mapping, RowDefaults defaults)
      throws UnreadableInputException {
    this.width = header.width();
    this.columns = mapping.columns(header);
    this.always = mapping.always();
    this.defaults = defaults;
  }

  private static <T> void put(Map<String, T> meanings, T meaning, String... words) {
    for (String word : words) {
      meanings.put(CsvHeader.normal(word), meaning);
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void read(String[] row, Consumer<Row> rows) {
    String text = text(CsvField.TYPE, row);
    String word = CsvHeader.normal(text);
    Optional<Row> ignored = Optional.ofNullable(KINDS.get(word)).map(Row.Ignored::new);
    Optional<BounceType> type =
        Optional.ofNullable(text.isBlank() ? BounceType.BOUNCE : TYPES.get(word));
    rows.accept(ignored.orElseGet(() -> event(row, type)));
  }

  private Row event(String[] row, Optional<BounceType> type) {
    EmailAddress email = TextFields.email(CsvField.EMAIL.label(), text(CsvField.EMAIL, row));
    long created = TextFields.time(CsvField.CREATED.label(), text(CsvField.CREATED, row), defaults);
    BounceType own = type.orElseThrow(() -> new FieldException(CsvField.TYPE.label(), NO_TYPE));
    String reason = text(CsvField.REASON, row);
    String status = TextFields.status(CsvField.STATUS.label(), text(CsvField.STATUS, row));
    Optional<Classification> given = classification(text(CsvField.CLASSIFICATION, row));
    Verdict verdict = defaults.verdict(given, reason, status);
    return new Row.Event(
        new BounceEvent(email, created, always.orElse(own), reason, status, verdict));
  }

  /** Returns a field of a row; empty when the row has none. */
  private String text(CsvField field, String[] row) {
    int column = columns.getOrDefault(field, row.length);
    return column < row.length ? row[column] : "";
  }

  private static Optional<Classification> classification(String text) {
    String name = text.strip();
    Optional<Classification> given = Classification.of(name);
    if (given.isEmpty() && !name.isEmpty()) {
      throw new FieldException(CsvField.CLASSIFICATION.label(), TextFields.NO_CLASS);
    }
    return given;
  }
}
