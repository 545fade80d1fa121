package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.MediaType;
import dev.rebound.bus.Bus;
import dev.rebound.bus.EventSender;
import dev.rebound.domain.Caller;
import dev.rebound.domain.EventBatch;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.json.JsonRows;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /rebound/v1/bounces}: ingests a JSON object or array, or NDJSON, of any length, with
 * or without gzip. Responds when all of it is committed.
 */
public final class IngestEndpoint implements Endpoint {
  private final Bus bus;
  private final RowDefaults defaults;
  private final IngestMeters meters;

  public IngestEndpoint(Bus bus, RowDefaults defaults, IngestMeters meters) {
    this.bus = bus;
    this.defaults = defaults;
    this.meters = meters;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    RowReader rows = new JsonRows(format(context), JsonRows.Dialect.OWN, defaults);
    EventSender sender = new EventSender(bus, caller.account().id(), EventBatch.Source.API);
    return IngestStream.read(context, rows, sender, meters);
  }

  private static JsonRows.Format format(RoutingContext context) {
    boolean isNdjson =
        RequestData.contentType(context).filter(type -> MediaType.of(type).isNdjson()).isPresent();
    return isNdjson ? JsonRows.Format.NDJSON : JsonRows.Format.JSON;
  }
}
