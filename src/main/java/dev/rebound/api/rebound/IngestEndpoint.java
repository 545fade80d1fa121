package dev.rebound.api.rebound;

import dev.rebound.api.Resource;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.wire.MediaType;
import dev.rebound.bus.Bus;
import dev.rebound.bus.EventSender;
import dev.rebound.domain.EventSource;
import dev.rebound.domain.Scope;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.json.JsonRows;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * {@code POST /rebound/v1/bounces}: the way in. A JSON object or array, or NDJSON, of any length,
 * packed with gzip or not; answered when all of it is committed.
 */
public final class IngestEndpoint {
  private final Bus bus;
  private final RowDefaults defaults;
  private final IngestMeters meters;

  public IngestEndpoint(Bus bus, RowDefaults defaults, IngestMeters meters) {
    this.bus = bus;
    this.defaults = defaults;
    this.meters = meters;
  }

  public Resource resource() {
    return Resource.at("/rebound/v1/bounces")
        .with(HttpMethod.POST, Scope.BOUNCES_CREATE, this::ingest);
  }

  private Future<ApiResponse> ingest(HttpServerRequest request, Caller caller) {
    RowReader rows = new JsonRows(format(request), JsonRows.Dialect.OWN, defaults);
    EventSender sender = new EventSender(bus, caller.account().id(), EventSource.API);
    return Unpacking.of(request, rows)
        .fold(
            reader -> IngestStream.of(request, reader, sender, meters).run(),
            ApiResponse::ofProblem);
  }

  private static JsonRows.Format format(HttpServerRequest request) {
    String contentType = request.getHeader("Content-Type");
    boolean isNdjson = contentType != null && MediaType.of(contentType).isNdjson();
    return isNdjson ? JsonRows.Format.NDJSON : JsonRows.Format.JSON;
  }
}
