package dev.rebound.ingest.json;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowFields;
import java.util.Optional;
import java.util.Set;

/**
 * One object read as an event. Only {@code email} is required. Of several faults the first in the
 * order of the fields below is told.
 */
final class JsonRow {
  private static final String EMAIL = "email";
  private static final String CREATED = "created";
  private static final String TYPE = "type";
  private static final String REASON = "reason";
  private static final String STATUS = "status";
  private static final String CLASSIFICATION = "classification";
  private static final Set<String> FIELDS =
      Set.of(EMAIL, CREATED, TYPE, REASON, STATUS, CLASSIFICATION);

  private JsonRow() {}

  /**
   * Reads one row.
   *
   * @param length how many of {@code bytes} are the row's
   * @param defaults for what it does not say
   */
  static Row read(long index, byte[] bytes, int length, RowDefaults defaults) {
    return JsonFields.read(index, bytes, length, FIELDS, fields -> row(fields, defaults));
  }

  private static Row row(JsonFields fields, RowDefaults defaults) {
    EmailAddress email = fields.email(EMAIL);
    long created = fields.has(CREATED) ? fields.seconds(CREATED) : defaults.now().getAsLong();
    BounceType type =
        fields.text(TYPE, BounceType.BOUNCE, JsonRow::type, "must be bounce or blocked");
    String reason = fields.reason(REASON);
    String status = fields.status(STATUS);
    Classification given =
        fields.text(CLASSIFICATION, null, Classification::of, RowFields.NO_CLASS);
    return fields.rowUnlessWrong(
        () -> {
          Verdict verdict = defaults.verdict(given, reason, status);
          return new Row.Event(new BounceEvent(email, created, type, reason, status, verdict));
        });
  }

  // A drop tells of somebody else's list; it has no place among what is told to this one.
  private static Optional<BounceType> type(String text) {
    return BounceType.of(text).filter(type -> type != BounceType.DROPPED);
  }
}
