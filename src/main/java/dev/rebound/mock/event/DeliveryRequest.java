package dev.rebound.mock.event;

import dev.rebound.domain.Account;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;

/**
 * A request to deliver events to a webhook.
 *
 * @param events the given events; empty when they are generated
 * @param count the number of events to generate; 0 when they are given
 * @param seed decides the generated events, the duplicates, the order and the ids
 * @param batch events in one delivery
 * @param duplicates the share of events that a later delivery repeats, 0 to 1
 * @param isShuffled whether the events are delivered in random order
 * @param delayMillis the pause between two deliveries
 * @param retryMillis the pause before the first retry; it doubles with each further retry
 * @param isIngested whether the events are also ingested into an own list
 * @param account the name of that list's account
 */
public record DeliveryRequest(
    URI url,
    List<JsonObject> events,
    int count,
    long seed,
    int batch,
    double duplicates,
    boolean isShuffled,
    JsonFields.Range delayMillis,
    int retryMillis,
    boolean isIngested,
    String account) {
  /** The most events of one request. */
  static final int MAX_EVENTS = 100_000;

  /** The most events of one delivery: more could exceed SendGrid's 768 KB (contract, 6.3). */
  static final int MAX_BATCH = 1_000;

  // Together with a delivery's timeout below the idle timeout of the admin server's connections.
  private static final int MAX_DELAY_MILLIS = 30_000;
  private static final int MAX_RETRY_MILLIS = 5_000;
  private static final int BATCH = 100;
  private static final int RETRY_MILLIS = 500;
  private static final long SEED = 1;

  public DeliveryRequest {
    events = List.copyOf(events);
  }

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException with a message that names the wrong field
   */
  public static DeliveryRequest of(JsonObject json) {
    JsonFields fields = new JsonFields(json.getMap());
    boolean isGiven = fields.oneOf("events", "count").equals("events");
    DeliveryRequest request =
        new DeliveryRequest(
            TargetUrl.parse(fields.text("url").orElse("")),
            isGiven ? GivenEvents.of(fields.array("events")) : List.of(),
            isGiven ? 0 : (int) fields.number("count", 1, MAX_EVENTS),
            fields.number("seed", Long.MIN_VALUE, Long.MAX_VALUE, SEED),
            (int) fields.number("batch", 1, MAX_BATCH, BATCH),
            fields.fraction("duplicates", 0, 1, 0),
            fields.flag("reorder"),
            fields.range("delayMillis", MAX_DELAY_MILLIS),
            (int) fields.number("retryMillis", 0, MAX_RETRY_MILLIS, RETRY_MILLIS),
            fields.flag("tell"),
            fields.text("account").orElse(Account.ROOT));
    if (fields.has("account") && !request.isIngested()) {
      throw new FieldException("account", "is only allowed with tell");
    }
    fields.requireKnown();
    return request;
  }

  /** Returns the number of events, each counted once. */
  int size() {
    return Math.max(count, events.size());
  }

  DeliveryPlan plan() {
    return new DeliveryPlan(size(), batch, duplicates, isShuffled, seed);
  }
}
