package dev.rebound.mock.event;

import dev.rebound.mock.event.DeliveryPlan.Batch;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Encodes the bodies of deliveries. Repeated events are equal to the byte.
 *
 * @param events given or generated
 * @param form completes the events
 */
record EventTexts(List<JsonObject> events, EventForm form) {

  /** Takes up to tens of milliseconds: do not call on an event loop. */
  byte[] body(Batch batch) {
    return EventBody.of(
        batch.events().stream().map(number -> form.complete(events.get(number), number)).toList());
  }
}
