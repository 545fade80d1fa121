package dev.rebound.ingest.json;

import dev.rebound.classify.FailureType;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import java.util.Optional;
import java.util.Set;

/**
 * One object of SendGrid's Event Webhook (contract, 6.2). Bounces and blocks are told by {@code
 * bounce}, mail that was not sent because of an earlier bounce by {@code dropped}; the rest is
 * ignored. Its ids are passed over: they change, or are missing, when an event is told again.
 */
final class SendGridEvent {
  private static final String EVENT = "event";
  private static final String EMAIL = "email";
  private static final String TIMESTAMP = "timestamp";
  private static final String TYPE = "type";
  private static final String REASON = "reason";
  private static final String STATUS = "status";
  private static final String CLASSIFICATION = "bounce_classification";
  private static final Set<String> FIELDS =
      Set.of(EVENT, EMAIL, TIMESTAMP, TYPE, REASON, STATUS, CLASSIFICATION);

  // Drops have other reasons too, such as "Unsubscribed Address": those tell of other lists.
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

  private SendGridEvent() {}

  /**
   * Reads one event.
   *
   * @param length how many of {@code bytes} are the event's
   * @param defaults for what it does not say
   */
  static Row read(long index, byte[] bytes, int length, RowDefaults defaults) {
    return JsonFields.read(index, bytes, length, FIELDS, fields -> row(fields, defaults));
  }

  private static Row row(JsonFields fields, RowDefaults defaults) {
    if (fields.is(EVENT, "bounce")) {
      BounceType type = fields.text(TYPE, null, SendGridEvent::type, "must be bounce or blocked");
      return event(fields, type, defaults);
    }
    if (fields.is(EVENT, "dropped") && fields.is(REASON, BOUNCED)) {
      return event(fields, BounceType.DROPPED, defaults);
    }
    String other = fields.required(EVENT, Optional::of, "must be a string");
    return fields.rowUnlessWrong(
        () -> new Row.Ignored(OTHER_EVENTS.contains(other) ? other : OTHER));
  }

  private static Optional<BounceType> type(String text) {
    return switch (text) {
      case "bounce" -> Optional.of(BounceType.BOUNCE);
      // What was deferred until its time was over; long ago it had a type of its own.
      case "blocked", "expired" -> Optional.of(BounceType.BLOCKED);
      default -> Optional.empty();
    };
  }

  /**
   * @param type null when the event does not say, as those that SendGrid sends for a test
   */
  private static Row event(JsonFields fields, BounceType type, RowDefaults defaults) {
    EmailAddress email = fields.email(EMAIL);
    // Without its own time an event that is told again would be another one.
    long time = fields.secondsOrDigits(TIMESTAMP);
    String reason = fields.reason(REASON);
    String status = fields.status(STATUS);
    return fields.rowUnlessWrong(
        () -> {
          Classification given = fields.meaning(CLASSIFICATION, Classification::of).orElse(null);
          Verdict verdict = defaults.verdict(given, reason, status);
          BounceType known = type == null ? FailureType.of(verdict, reason, status) : type;
          return new Row.Event(new BounceEvent(email, time, known, reason, status, verdict));
        });
  }
}
