package dev.rebound.api.rebound;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Caller;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.HistoryEvent.BounceClass;
import dev.rebound.domain.HistoryEvent.ClassQuery;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /rebound/v1/classes}: the classes of the addresses of a page of the list, whose rows
 * have none. The class is that of the newest bounce in the history.
 */
public final class ClassesEndpoint implements Endpoint {
  /** Bytes of a body: the addresses of a page, of the greatest length. */
  public static final int MAX_LENGTH = 1 << 19;

  private final Bus bus;

  public ClassesEndpoint(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    Optional<String> contentType = RequestData.contentType(context);
    return LookupRequest.read(contentType, RequestData.body(context), ClassQuery.MAX_SIZE)
        .fold(emails -> find(caller, emails), ApiResponse::ofProblem);
  }

  private Future<ApiResponse> find(Caller caller, List<EmailAddress> emails) {
    return bus.ask(Operations.CLASSES, new HistoryEvent.ClassQuery(caller.account().id(), emails))
        .map(classes -> ApiResponse.list("result", classes, ClassesEndpoint::write));
  }

  private static void write(JsonGenerator json, BounceClass found) throws IOException {
    json.writeStringField("email", found.email());
    json.writeStringField("classification", found.classification());
    json.writeStringField("rule", found.rule());
  }
}
