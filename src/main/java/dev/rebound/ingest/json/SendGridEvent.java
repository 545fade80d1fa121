package dev.rebound.ingest.json;

import dev.rebound.classify.FailureType;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.JsonFields;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads an object of SendGrid's Event Webhook (contract, 6.2). {@code bounce} events report bounces
 * and blocks, {@code dropped} events mail that was not sent because of an earlier bounce. Other
 * events are ignored, and so are the ids: they change, or are missing, in a redelivered event.
 */
final class SendGridEvent {
  private static final String EVENT = "event";
  private static final String EMAIL = "email";
  private static final String TIMESTAMP = "timestamp";
  private static final String TYPE = "type";
  private static final String REASON = "reason";
  private static final String STATUS = "status";
  private static final String CLASSIFICATION = "bounce_classification";
  static final Set<String> NAMES =
      Set.of(EVENT, EMAIL, TIMESTAMP, TYPE, REASON, STATUS, CLASSIFICATION);

  // Drops for other reasons, such as "Unsubscribed Address", concern other lists.
  private static final String BOUNCED = "Bounced Address";

  private static final Set<String> OTHER_EVENTS =
      Set.of(
          "processed",
          "dropped",
          "deferred",
          "delivered",
          "open",
          "click",
          "spamreport",
          "unsubscribe",
          "group_unsubscribe",
          "group_resubscribe",
          "account_status_change");
  private static final String OTHER = "other";
  private static final String BOUNCE = "bounce";

  private SendGridEvent() {}

  static void read(long index, JsonFields fields, RowDefaults defaults, Consumer<Row> rows) {
    rows.accept(row(fields, defaults));
  }

  private static Row row(JsonFields fields, RowDefaults defaults) {
    String event = fields.requiredText(EVENT);
    boolean isDrop =
        event.equals("dropped") && fields.textIfAny(REASON).filter(BOUNCED::equals).isPresent();
    if (isDrop) {
      return event(fields, Optional.of(BounceType.DROPPED), defaults);
    }
    if (event.equals(BOUNCE)) {
      return event(
          fields, fields.text(TYPE, SendGridEvent::type, "must be bounce or blocked"), defaults);
    }
    return new Row.Ignored(OTHER_EVENTS.contains(event) ? event : OTHER);
  }

  /** Returns whether an object without SendGrid's ids has SendGrid's names and words. */
  static boolean isLike(Map<String, Object> values) {
    Object event = values.get(EVENT);
    Object type = values.get(TYPE);
    boolean isEvent = BOUNCE.equals(event) || OTHER_EVENTS.contains(String.valueOf(event));
    return isEvent
        && values.containsKey(EMAIL)
        && values.containsKey(TIMESTAMP)
        && (type == null || type(type.toString()).isPresent());
  }

  private static Optional<BounceType> type(String text) {
    return switch (text) {
      case "bounce" -> Optional.of(BounceType.BOUNCE);
      // Mail that was deferred until it expired; "expired" was once a type of its own.
      case "blocked", "expired" -> Optional.of(BounceType.BLOCKED);
      default -> Optional.empty();
    };
  }

  /**
   * @param type empty when the event has none, as in SendGrid's test events
   */
  private static Row event(JsonFields fields, Optional<BounceType> type, RowDefaults defaults) {
    EmailAddress email = fields.email(EMAIL);
    // Without its own time, a redelivered event would be another event.
    long time = fields.secondsOrDigits(TIMESTAMP);
    String reason = fields.text(REASON).orElse("");
    String status = fields.status(STATUS);
    Optional<Classification> given = fields.textIfAny(CLASSIFICATION).flatMap(Classification::of);
    Verdict verdict = defaults.verdict(given, reason, status);
    BounceType known = type.orElseGet(() -> FailureType.of(verdict, reason, status));
    return new Row.Event(new BounceEvent(email, time, known, reason, status, verdict));
  }
}
