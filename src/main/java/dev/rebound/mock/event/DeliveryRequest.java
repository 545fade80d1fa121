package dev.rebound.mock.event;

import dev.rebound.domain.Account;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
  // An event id is made from the event's name, and is at most 100 characters long.
  private static final Pattern EVENT_NAME = Pattern.compile("[a-z_]{1,32}");

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
            Target.parseUrl(fields.text("url").orElse("")),
            isGiven ? readEvents(fields.array("events")) : List.of(),
            isGiven ? 0 : (int) fields.number("count", 1, MAX_EVENTS),
            fields.number("seed", Long.MIN_VALUE, Long.MAX_VALUE, SEED),
            (int) fields.number("batch", 1, MAX_BATCH, BATCH),
            fields.fraction("duplicates", 1, 0),
            fields.flag("reorder"),
            fields.range("delayMillis", MAX_DELAY_MILLIS),
            (int) fields.number("retryMillis", 0, MAX_RETRY_MILLIS, RETRY_MILLIS),
            fields.flag("tell"),
            fields
                .text("account", DeliveryRequest::account, "must be the name of an account")
                .orElse(Account.ROOT));
    if (fields.has("account") && !request.isIngested()) {
      throw new FieldException("account", "is only allowed with tell");
    }
    fields.requireKnown();
    return request;
  }

  /** Reads events, whose fields must be of the types that SendGrid's are. */
  static List<JsonObject> readEvents(List<?> array) {
    if (array.isEmpty() || array.size() > MAX_EVENTS) {
      throw new FieldException("events", "must be an array of 1 to " + MAX_EVENTS + " events");
    }
    JsonArray json = new JsonArray(array);
    List<JsonObject> events = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      check(new JsonFields("events[" + i + "]", array.get(i)));
      events.add(json.getJsonObject(i));
    }
    return events;
  }

  private static void check(JsonFields event) {
    event
        .text(EventForm.EVENT, DeliveryRequest::name, "must be a word such as bounce or blocked")
        .orElseThrow(() -> event.fault(EventForm.EVENT, "is required"));
    event.email(EventForm.EMAIL);
    if (event.has(EventForm.TIMESTAMP)) {
      event.seconds(EventForm.TIMESTAMP);
    }
    List.of(EventForm.TYPE, EventForm.REASON, EventForm.STATUS).forEach(event::text);
  }

  private static Optional<String> name(String text) {
    return Optional.of(text).filter(name -> EVENT_NAME.matcher(name).matches());
  }

  private static Optional<String> account(String text) {
    return Optional.of(text).filter(Account.CreateRequest::isWord);
  }

  /** Returns the number of events, each counted once. */
  int size() {
    return Math.max(count, events.size());
  }

  DeliveryPlan plan() {
    return new DeliveryPlan(size(), batch, duplicates, isShuffled, seed);
  }
}
