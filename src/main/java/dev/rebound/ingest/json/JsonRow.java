package dev.rebound.ingest.json;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.TextFields;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads an event in the own dialect. Only {@code email} is required. */
final class JsonRow {
  private static final String EMAIL = "email";
  private static final String CREATED = "created";
  private static final String TYPE = "type";
  private static final String REASON = "reason";
  private static final String STATUS = "status";
  private static final String CLASSIFICATION = "classification";
  private static final String EVENT = "event";
  static final Set<String> NAMES =
      Set.of(EMAIL, CREATED, TYPE, REASON, STATUS, CLASSIFICATION, EVENT);

  private JsonRow() {}

  static void read(long index, JsonFields fields, RowDefaults defaults, Consumer<Row> rows) {
    if (fields.has(EVENT)) {
      throw new FieldException(
          EVENT, "is unknown; events of a webhook belong at /rebound/v1/events/{webhook-id}");
    }
    Optional<RowKind> other = otherKind(fields);
    rows.accept(
        other.isPresent()
            ? new Row.Ignored(other.get().name())
            : new Row.Event(event(fields, defaults)));
  }

  /** Returns the kind of a row whose status or reason is the word for something else. */
  private static Optional<RowKind> otherKind(JsonFields fields) {
    return otherKind(fields, STATUS).or(() -> otherKind(fields, REASON));
  }

  private static Optional<RowKind> otherKind(JsonFields fields, String name) {
    return fields.textIfAny(name).flatMap(RowKind::of).filter(kind -> kind.type().isEmpty());
  }

  private static BounceEvent event(JsonFields fields, RowDefaults defaults) {
    EmailAddress email = fields.email(EMAIL);
    long created = fields.has(CREATED) ? fields.seconds(CREATED) : defaults.now().getAsLong();
    BounceType type =
        fields.text(TYPE, JsonRow::type, "must be bounce or blocked").orElse(BounceType.BOUNCE);
    String reason = fields.text(REASON).orElse("");
    String status = fields.status(STATUS);
    Optional<Classification> given =
        fields.text(CLASSIFICATION, Classification::of, TextFields.NO_CLASS);
    Verdict verdict = defaults.verdict(given, reason, status);
    return new BounceEvent(email, created, type, reason, status, verdict);
  }

  // A drop reports another list's entry, and is no reason to add one to this list.
  private static Optional<BounceType> type(String text) {
    return BounceType.of(text).filter(type -> type != BounceType.DROPPED);
  }
}
