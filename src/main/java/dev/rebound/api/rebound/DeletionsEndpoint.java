package dev.rebound.api.rebound;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Caller;
import dev.rebound.domain.DeletionEntry;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code GET /rebound/v1/deletions}: the deletions from the account's list, newest first. */
public final class DeletionsEndpoint implements Endpoint {
  private final Bus bus;

  public DeletionsEndpoint(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    return RequestData.query(context)
        .then(DeletionsRequest::read)
        .fold(page -> deletions(caller, page), ApiResponse::ofProblem);
  }

  private Future<ApiResponse> deletions(Caller caller, DeletionsRequest page) {
    // One deletion more than the page shows whether there is a next page.
    DeletionEntry.Query query =
        new DeletionEntry.Query(caller.account().id(), page.before(), page.limit() + 1);
    return bus.ask(Operations.LIST_DELETIONS, query).map(found -> response(found, page.limit()));
  }

  private static ApiResponse response(List<DeletionEntry> found, int limit) {
    List<DeletionEntry> shown = found.stream().limit(limit).toList();
    Optional<String> next =
        found.size() > limit ? Optional.of(shown.get(limit - 1).id().toString()) : Optional.empty();
    return ApiResponse.page(shown, next, DeletionsEndpoint::write);
  }

  private static void write(JsonGenerator json, DeletionEntry deletion) throws IOException {
    json.writeStringField("id", deletion.id().toString());
    json.writeNumberField("deleted", deletion.deletedAt().getEpochSecond());
    json.writeStringField("kind", deletion.kind());
    json.writeStringField("key_id", deletion.keyId().orElse(null));
    json.writeStringField("request_id", deletion.requestId().orElse(null));
    json.writeNumberField("rows", deletion.rows());
    json.writeNumberField("restored", deletion.restored());
  }
}
