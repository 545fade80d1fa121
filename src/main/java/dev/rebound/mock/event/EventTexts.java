package dev.rebound.mock.event;

import dev.rebound.mock.event.DeliveryPlan.Batch;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The bytes of an order's requests. An event that is told again is the same to the byte.
 *
 * @param events as they were given or made up
 * @param form gives them what they do not say
 */
record EventTexts(List<JsonObject> events, EventForm form) {

  /** Takes up to tens of milliseconds: not for an event loop. */
  byte[] body(Batch batch) {
    return EventBody.of(
        batch.events().stream().map(number -> form.complete(events.get(number), number)).toList());
  }
}
