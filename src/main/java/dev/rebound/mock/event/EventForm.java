package dev.rebound.mock.event;

import dev.rebound.classify.StatusCodes;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.ingest.RowDefaults;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Completes an event with the fields that SendGrid's events have (contract, 6.2). Given fields are
 * kept, and given nulls are left out.
 */
final class EventForm {
  static final String EVENT = "event";
  static final String EMAIL = "email";
  static final String TYPE = "type";
  static final String REASON = "reason";
  static final String STATUS = "status";
  static final String TIMESTAMP = "timestamp";

  private static final String CLASSIFICATION = "bounce_classification";
  private static final String BOUNCE = BounceType.BOUNCE.label();
  private static final String BLOCKED = BounceType.BLOCKED.label();
  private static final String DROPPED = BounceType.DROPPED.label();
  private static final String GONE =
      "550 5.1.1 The email account that you tried to reach does not exist.";
  private static final String FULL =
      "552 5.2.2 The email account that you tried to reach is over quota.";
  static final String BOUNCED = "Bounced Address";
  // An address reserved for documentation (RFC 5737).
  private static final String SENDING_IP = "192.0.2.25";
  private static final String READING_IP = "198.51.100.7";
  private static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0)";

  /** What SendGrid documents for other events, besides the members of all. */
  private static final Map<String, Map<String, Object>> MEMBERS =
      Map.of(
          DROPPED,
          Map.of(REASON, BOUNCED),
          "delivered",
          Map.of("response", "250 2.0.0 OK", "ip", SENDING_IP, "tls", 1),
          "deferred",
          Map.of(
              "response", "450 4.2.1 Try again later", "attempt", "1", "ip", SENDING_IP, "tls", 1),
          "open",
          Map.of(
              "useragent",
              USER_AGENT,
              "ip",
              READING_IP,
              "sg_content_type",
              "html",
              "sg_machine_open",
              false),
          "click",
          Map.of(
              "useragent",
              USER_AGENT,
              "ip",
              READING_IP,
              "url",
              "https://example.com/",
              "url_offset",
              Map.of("index", 0, "type", "html")));

  /** Events of a reader, which no SMTP server knows. */
  private static final Set<String> ENGAGEMENT = Set.of("open", "click");

  private final RowDefaults defaults;
  private final long seed;

  /**
   * @param defaults the time and class of events without one
   * @param seed decides the ids
   */
  EventForm(RowDefaults defaults, long seed) {
    this.defaults = defaults;
    this.seed = seed;
  }

  /**
   * Returns a complete event.
   *
   * @param given has an {@code event}, which may be {@code blocked}, and an {@code email}
   * @param number the event's place in the request; makes ids of equal events differ
   */
  JsonObject complete(JsonObject given, int number) {
    Map<String, Object> event = new HashMap<>(given.getMap());
    String kind = given.getString(EVENT);
    completeMembers(event, kind);
    fillIds(event, kind, EventIds.of(new JsonObject(event), seed, number));
    event.values().removeIf(Objects::isNull);
    return new JsonObject(event);
  }

  /**
   * Returns a complete event of a sent message.
   *
   * @param given has an {@code event}, an {@code email} and a {@code timestamp}
   * @param more members that those of the event hide
   */
  JsonObject complete(JsonObject given, EventIds ids, Map<String, ?> more) {
    Map<String, Object> event = new HashMap<>(given.getMap());
    String kind = given.getString(EVENT);
    completeMembers(event, kind);
    fillIds(event, kind, ids);
    event.values().removeIf(Objects::isNull);
    more.forEach(event::putIfAbsent);
    return new JsonObject(event);
  }

  private void completeMembers(Map<String, Object> event, String kind) {
    fill(event, TIMESTAMP, defaults.now().getAsLong());
    if (kind.equals(BOUNCE) || kind.equals(BLOCKED)) {
      completeFailure(event, kind);
    } else {
      MEMBERS.getOrDefault(kind, Map.of()).forEach((name, value) -> fill(event, name, value));
    }
  }

  private static void fillIds(Map<String, Object> event, String kind, EventIds ids) {
    fill(event, "sg_event_id", ids.eventId());
    fill(event, "sg_message_id", ids.messageId());
    if (!ENGAGEMENT.contains(kind)) {
      fill(event, "smtp-id", ids.smtpId());
    }
  }

  // On the wire, a block is a bounce event of type "blocked" (contract, 6.2).
  private void completeFailure(Map<String, Object> event, String kind) {
    event.put(EVENT, BOUNCE);
    if (kind.equals(BLOCKED)) {
      event.put(TYPE, BLOCKED);
    }
    fill(event, TYPE, BOUNCE);
    if (!event.containsKey(REASON) && !event.containsKey(STATUS)) {
      event.put(REASON, BLOCKED.equals(event.get(TYPE)) ? FULL : GONE);
    }
    fill(event, STATUS, status(text(event, REASON)));
    if (!event.containsKey(CLASSIFICATION)) {
      event.put(CLASSIFICATION, classification(event).eventLabel());
    }
    // A failure without a status had no connection to report.
    boolean hadConnection = event.get(STATUS) != null;
    fill(event, "ip", hadConnection ? SENDING_IP : null);
    fill(event, "tls", hadConnection ? 1 : 0);
  }

  /** Returns the enhanced status code of a reason, else its reply code; null without either. */
  private static String status(String reason) {
    StatusCodes codes = StatusCodes.of(reason, "");
    String reply = codes.reply().isEmpty() ? null : codes.reply();
    return codes.statuses().isEmpty() ? reply : codes.statuses().get(0);
  }

  private Classification classification(Map<String, Object> event) {
    return defaults
        .verdict(Optional.empty(), text(event, REASON), text(event, STATUS))
        .classification();
  }

  private static String text(Map<String, Object> event, String name) {
    return Objects.requireNonNullElse((String) event.get(name), "");
  }

  // putIfAbsent would replace given nulls.
  private static void fill(Map<String, Object> event, String name, Object value) {
    if (!event.containsKey(name)) {
      event.put(name, value);
    }
  }

  /** Returns the fields that a request would give for this event. */
  static JsonObject given(BounceEvent event) {
    JsonObject given =
        new JsonObject()
            .put(EVENT, event.type().label())
            .put(EMAIL, event.email().text())
            .put(REASON, event.reason())
            .put(TIMESTAMP, event.occurredAt());
    if (event.type() == BounceType.DROPPED) {
      return given;
    }
    return given
        .put(STATUS, event.status().isEmpty() ? null : event.status())
        .put(CLASSIFICATION, event.verdict().classification().eventLabel());
  }
}
