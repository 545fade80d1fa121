package dev.rebound.mock.event;

import dev.rebound.bus.Bus;
import dev.rebound.bus.EventSender;
import dev.rebound.domain.EventBatch;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.json.JsonRows;
import io.vertx.core.Future;

/** Ingests deliveries into an account of this service. Thread-safe. */
final class EventIngest {
  private final Bus bus;
  private final RowDefaults defaults;

  EventIngest(Bus bus, RowDefaults defaults) {
    this.bus = bus;
    this.defaults = defaults;
  }

  /**
   * Ingests a delivery; completes after the commit. It reads the bytes as the webhook endpoint
   * does, so that sender and receiver list the same addresses.
   */
  Future<EventBatch.Counts> ingest(long accountId, byte[] body) {
    EventSender sender = new EventSender(bus, accountId, EventBatch.Source.API);
    JsonRows rows = new JsonRows(JsonRows.Format.JSON, JsonRows.Dialect.SENDGRID_EVENTS, defaults);
    try {
      rows.feed(body, 0, body.length, row -> add(sender, row));
      rows.finish(row -> add(sender, row));
    } catch (UnreadableInputException e) {
      throw new IllegalStateException("a delivery must be readable", e);
    }
    return sender.finish();
  }

  // Other events, such as opened or delivered mail, do not concern the list.
  private static void add(EventSender sender, Row row) {
    if (row instanceof Row.Event ingested) {
      sender.add(ingested.event());
    }
  }
}
