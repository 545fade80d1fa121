package dev.rebound.mock.event;

import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the events of a delivery request. Their fields must be of the types that SendGrid's are.
 */
final class GivenEvents {
  // An event id is made from the event's name, and is at most 100 characters long.
  private static final Pattern NAME = Pattern.compile("[a-z_]{1,32}");

  private GivenEvents() {}

  /**
   * Reads events.
   *
   * @throws IllegalArgumentException with a message that names the first wrong field
   */
  static List<JsonObject> of(List<?> array) {
    if (array.isEmpty() || array.size() > DeliveryRequest.MAX_EVENTS) {
      throw new FieldException(
          "events", "must be an array of 1 to " + DeliveryRequest.MAX_EVENTS + " events");
    }
    List<JsonObject> events = new ArrayList<>();
    for (Object value : array) {
      JsonFields fields = new JsonFields("events[" + events.size() + "]", value);
      check(fields);
      events.add(new JsonObject(fields.values()));
    }
    return events;
  }

  private static void check(JsonFields event) {
    event
        .text(EventForm.EVENT, GivenEvents::name, "must be a word such as bounce or blocked")
        .orElseThrow(() -> event.fault(EventForm.EVENT, "is required"));
    event.email(EventForm.EMAIL);
    if (event.has(EventForm.TIMESTAMP)) {
      event.seconds(EventForm.TIMESTAMP);
    }
    List.of(EventForm.TYPE, EventForm.REASON, EventForm.STATUS).forEach(event::text);
  }

  private static Optional<String> name(String text) {
    return Optional.of(text).filter(name -> NAME.matcher(name).matches());
  }
}
