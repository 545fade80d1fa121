package dev.rebound.mock.event;

import dev.rebound.bus.Bus;
import dev.rebound.bus.EventSender;
import dev.rebound.domain.EventSource;
import dev.rebound.domain.IngestCounts;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.json.JsonRows;
import io.vertx.core.Future;

/**
 * Puts what is sent on a list of ours. The bytes that are sent are read as a webhook's are, so that
 * both lists are told the same.
 */
final class OwnListing {
  private final Bus bus;
  private final long accountId;
  private final RowDefaults defaults;

  OwnListing(Bus bus, long accountId, RowDefaults defaults) {
    this.bus = bus;
    this.accountId = accountId;
    this.defaults = defaults;
  }

  /** Answers when all of it is committed. Reading takes milliseconds: not for an event loop. */
  Future<IngestCounts> ingest(byte[] body) {
    EventSender sender = new EventSender(bus, accountId, EventSource.API);
    JsonRows rows = new JsonRows(JsonRows.Format.JSON, JsonRows.Dialect.SENDGRID_EVENTS, defaults);
    try {
      rows.feed(body, 0, body.length, row -> add(sender, row));
      rows.finish(row -> add(sender, row));
    } catch (UnreadableInputException e) {
      throw new IllegalStateException("what is sent can be read", e);
    }
    return sender.finish();
  }

  // What else there may be, opened or delivered mail, concerns no list of ours.
  private static void add(EventSender sender, Row row) {
    if (row instanceof Row.Event ingested) {
      sender.add(ingested.event());
    }
  }
}
