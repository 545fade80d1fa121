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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the rows of a bounce list. A row without a type is a bounce. Rows of other types, such as
 * complaints, are ignored.
 */
final class CsvList implements CsvFraming.RecordReader {
  private static final TypeWord NO_WORD = new TypeWord(Optional.of(BounceType.BOUNCE), "");
  private static final String NO_TYPE =
      "must be bounce, blocked, or another vendor's word for one of them";

  private final int width;
  private final Map<CsvField, Integer> columns;
  // The type of all bounces and blocks, instead of the list's own.
  private final Optional<BounceType> always;
  private final RowDefaults defaults;

  /**
   * A vendor's word for the type of a row.
   *
   * @param type empty when the row is neither a bounce nor a block
   * @param kind the kind of an ignored row; empty when there is a type
   */
  private record TypeWord(Optional<BounceType> type, String kind) {
    private static final Map<String, TypeWord> WORDS = new HashMap<>();

    // Our own words, Postmark's bounce types and suppression reasons, SES's suppression reasons and
    // bounce types, and common words. They are compared like column names.
    static {
      addType(
          BounceType.BOUNCE,
          List.of("bounce", "bounced", "HardBounce", "hard", "Permanent", "BadEmailAddress"));
      addType(
          BounceType.BLOCKED,
          List.of("blocked", "block", "SoftBounce", "soft", "Transient", "Undetermined"));
      addType(
          BounceType.BLOCKED,
          List.of("DnsError", "SpamNotification", "VirusNotification", "DMARCPolicy", "Unknown"));
      addKind("complaint", List.of("complaint", "SpamComplaint", "spam", "spam report", "abuse"));
      addKind("manual", List.of("manual", "ManualSuppression", "ManuallyDeactivated"));
      addKind("unsubscribe", List.of("Unsubscribe", "unsubscribed"));
      addKind(
          "other",
          List.of("Subscribe", "AutoResponder", "AddressChange", "OpenRelayTest", "Unconfirmed"));
      addKind(
          "other",
          List.of(
              "ChallengeVerification", "SMTPApiError", "InboundError", "TemplateRenderingFailed"));
    }

    private static void addType(BounceType type, List<String> words) {
      words.forEach(w -> WORDS.put(CsvHeader.normal(w), new TypeWord(Optional.of(type), "")));
    }

    private static void addKind(String kind, List<String> words) {
      words.forEach(w -> WORDS.put(CsvHeader.normal(w), new TypeWord(Optional.empty(), kind)));
    }

    /** Returns the meaning of a word; empty when it is unknown. */
    static Optional<TypeWord> of(String word) {
      return Optional.ofNullable(WORDS.get(CsvHeader.normal(word)));
    }
  }

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

  @Override
  public int width() {
    return width;
  }

  @Override
  public void read(String[] row, Consumer<Row> rows) {
    String text = text(CsvField.TYPE, row);
    Optional<TypeWord> word = text.isBlank() ? Optional.of(NO_WORD) : TypeWord.of(text);
    boolean isOther = word.isPresent() && word.get().type().isEmpty();
    rows.accept(
        isOther ? new Row.Ignored(word.get().kind()) : event(row, word.flatMap(TypeWord::type)));
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
