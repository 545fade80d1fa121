package dev.rebound.drill;

import dev.rebound.drill.AddressHistory.Outcome;
import dev.rebound.drill.AddressHistory.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The events of an address as rows. Time, reason and status of a row each show the number of its
 * event; a later event has a later time.
 */
final class EventRow {
  /** The number of events that an address can have. */
  static final int MAX_EVENTS = 60;

  private static final long CREATED = 1_700_000_000;

  private EventRow() {}

  /** Returns the row to ingest. */
  static String of(String email, int event) {
    return "{\"email\":\"%s\",\"created\":%d,\"reason\":\"%s\",\"status\":\"%s\"}"
        .formatted(email, CREATED + event, reason(email, event), status(event));
  }

  private static String reason(String email, int event) {
    return "550 event " + event + " of " + email;
  }

  private static String status(int event) {
    return "5.1." + event;
  }

  /** Returns the rows of a page or a lookup. */
  static List<JsonObject> list(String array) {
    return new JsonArray(array).stream().map(JsonObject.class::cast).toList();
  }

  /** Returns what the rows of an address on the list prove: at most one row. */
  static Step step(String email, List<JsonObject> rows) {
    if (rows.size() > 1 || !rows.stream().allMatch(row -> email.equals(row.getString("email")))) {
      throw new AssertionError("a row twice, or of another address: " + rows);
    }
    return rows.stream()
        .findFirst()
        .map(row -> Step.listed(created(row), newest(email, row)))
        .orElse(Step.of(Outcome.ABSENT));
  }

  /** Returns what the history of an address proves. */
  static Step history(String email, String body) {
    long events = 0;
    for (Object element : new JsonObject(body).getJsonArray("result")) {
      JsonObject row = (JsonObject) element;
      int event = newest(email, row);
      if (created(row) != event || (events & 1L << event) != 0) {
        throw new AssertionError("an event twice, or with the time of another: " + body);
      }
      events |= 1L << event;
    }
    return Step.events(events);
  }

  /** Returns the event that the row has its time from. */
  private static int created(JsonObject row) {
    long event = row.getLong("created") - CREATED;
    if (event < 0 || event >= MAX_EVENTS) {
      throw new AssertionError("a time that was not written: " + row);
    }
    return (int) event;
  }

  /** Returns the event that the row has its reason and its status from. */
  private static int newest(String email, JsonObject row) {
    return IntStream.range(0, MAX_EVENTS)
        .filter(event -> reason(email, event).equals(row.getString("reason")))
        .filter(event -> status(event).equals(row.getString("status")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("fields that were not written: " + row));
  }
}
