package dev.rebound.api.rebound;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.PathText;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Caller;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.HistoryEvent.Position;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /rebound/v1/bounces/{email}/history}: every event of an address, newest first, also
 * when the address is no longer on the list.
 */
public final class HistoryEndpoint implements Endpoint {
  private static final String PREFIX = "/rebound/v1/bounces/";
  private static final String SUFFIX = "/history";
  private static final HistoryEvent.Page NO_EVENTS = new HistoryEvent.Page(List.of(), true);

  private final Bus bus;

  public HistoryEndpoint(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    Optional<EmailAddress> email = email(context.request().path());
    return RequestData.query(context)
        .then(HistoryRequest::read)
        .fold(
            page ->
                email.isEmpty()
                    ? Future.succeededFuture(response(NO_EVENTS, page.limit()))
                    : history(caller, email.get(), page),
            ApiResponse::ofProblem);
  }

  // Without an address the slash that starts the suffix ends the prefix too.
  private static Optional<EmailAddress> email(String path) {
    int end = path.length() - SUFFIX.length();
    return end < PREFIX.length()
        ? Optional.empty()
        : PathText.email(path.substring(PREFIX.length(), end));
  }

  private Future<ApiResponse> history(Caller caller, EmailAddress email, HistoryRequest page) {
    // One event more than the page shows whether there is a next page.
    HistoryEvent.Query query =
        new HistoryEvent.Query(caller.account().id(), email, page.before(), page.limit() + 1);
    return bus.ask(Operations.HISTORY, query).map(found -> response(found, page.limit()));
  }

  /**
   * @param found one event more than {@code limit}, or not the last, when there is a next page
   */
  private static ApiResponse response(HistoryEvent.Page found, int limit) {
    List<HistoryEvent> shown = found.events().stream().limit(limit).toList();
    boolean isMore = !found.isLast() || found.events().size() > limit;
    Optional<String> next =
        isMore ? Optional.of(position(shown.get(shown.size() - 1))) : Optional.empty();
    return ApiResponse.page(shown, next, HistoryEndpoint::write);
  }

  private static void write(JsonGenerator json, HistoryEvent event) throws IOException {
    json.writeNumberField("created", event.occurredAt());
    json.writeStringField("type", event.type());
    json.writeStringField("status", event.status());
    json.writeStringField("reason", event.reason());
    json.writeStringField("classification", event.classification());
    json.writeStringField("rule", event.rule());
    json.writeStringField("source", event.source());
  }

  private static String position(HistoryEvent event) {
    return HistoryRequest.text(new Position(event.occurredAt(), event.fingerprint()));
  }
}
