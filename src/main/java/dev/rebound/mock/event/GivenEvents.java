package dev.rebound.mock.event;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Events as somebody gave them. What they say must be what SendGrid could have said. */
final class GivenEvents {
  // Short enough that an id made of it keeps to its 100 characters.
  private static final Pattern KIND = Pattern.compile("[a-z_]{1,32}");

  private final JsonObject event;
  private final String place;

  private GivenEvents(JsonObject event, String place) {
    this.event = event;
    this.place = place;
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException at the first that is none, naming it
   */
  static List<JsonObject> of(JsonArray array) {
    OrderMembers.require(
        !array.isEmpty() && array.size() <= DeliveryRequest.MAX_EVENTS,
        "events must be 1 to " + DeliveryRequest.MAX_EVENTS);
    List<JsonObject> events = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String place = "events[" + i + "]";
      if (!(array.getValue(i) instanceof JsonObject event)) {
        throw new IllegalArgumentException(place + " must be an object");
      }
      new GivenEvents(event, place).check();
      events.add(event);
    }
    return List.copyOf(events);
  }

  private void check() {
    require(
        EventForm.EVENT,
        event.getValue(EventForm.EVENT) instanceof String kind && KIND.matcher(kind).matches(),
        "must be a word such as bounce or blocked");
    require(
        EventForm.EMAIL,
        event.getValue(EventForm.EMAIL) instanceof String email
            && EmailAddress.parse(email).isPresent(),
        "must be an email address");
    requireTime();
    for (String name : List.of(EventForm.TYPE, EventForm.REASON, EventForm.STATUS)) {
      Object value = event.getValue(name);
      require(name, value == null || value instanceof String, "must be a string");
    }
  }

  private void requireTime() {
    if (event.getValue(EventForm.TIMESTAMP) != null) {
      require(
          EventForm.TIMESTAMP,
          event.getValue(EventForm.TIMESTAMP) instanceof Number time
              && (time instanceof Integer || time instanceof Long)
              && time.longValue() >= 0
              && time.longValue() <= BounceEvent.MAX_TIME,
          "must be Unix seconds from 0 to " + BounceEvent.MAX_TIME);
    }
  }

  private void require(String name, boolean holds, String message) {
    OrderMembers.require(holds, place + "." + name + " " + message);
  }
}
