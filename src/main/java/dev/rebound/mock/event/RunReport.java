package dev.rebound.mock.event;

import dev.rebound.domain.EventBatch;
import io.vertx.core.json.JsonObject;

/** Collects the results of a run. For one thread at a time. */
final class RunReport {
  private int deliveries;
  private int requests;
  private int delivered;
  private int failed;
  private int failedInARow;
  private long events;
  private long duplicates;
  private EventBatch.Counts ingested = EventBatch.Counts.NONE;

  /** Returns the line of one request. */
  JsonObject request(
      DeliveryPlan.Batch batch, int tries, WebhookClient.Outcome outcome, long millis) {
    requests++;
    JsonObject line =
        new JsonObject()
            .put("delivery", deliveries)
            .put("try", tries)
            .put("status", outcome.status() == 0 ? null : outcome.status())
            .put("events", batch.events().size())
            .put("duplicates", batch.duplicates())
            .put("millis", millis);
    return outcome.fault().isEmpty() ? line : line.put("error", outcome.fault());
  }

  /** Counts the next delivery. */
  void begin() {
    deliveries++;
  }

  void ingested(EventBatch.Counts more) {
    ingested = ingested.plus(more);
  }

  /** Records whether a delivery was accepted or given up. */
  void end(DeliveryPlan.Batch batch, boolean isTaken) {
    if (isTaken) {
      delivered++;
      failedInARow = 0;
      events += batch.events().size();
      duplicates += batch.duplicates();
    } else {
      failed++;
      failedInARow++;
    }
  }

  int failedInARow() {
    return failedInARow;
  }

  /** Returns the last line. */
  JsonObject totals(boolean isStopped, boolean isTold, String publicKey) {
    JsonObject line =
        new JsonObject()
            .put("done", !isStopped)
            .put("requests", requests)
            .put("delivered", delivered)
            .put("failed", failed)
            .put("events", events)
            .put("duplicates", duplicates);
    if (isTold) {
      line.put(
          "told",
          new JsonObject()
              .put("added", ingested.added())
              .put("updated", ingested.updated())
              .put("duplicates", ingested.duplicates()));
    }
    return line.put("public_key", publicKey);
  }
}
