package dev.rebound.api.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.JsonBody;
import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Page;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /v3/subusers}: the accounts that the caller may name in on-behalf-of, by id. Clients
 * list them before they read each one's bounces.
 */
public final class SubusersEndpoint implements Endpoint {
  private final Bus bus;

  public SubusersEndpoint(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    return RequestData.query(context)
        .then(SubusersEndpoint::read)
        .fold(
            request -> find(caller.account().id(), request).map(SubusersEndpoint::response),
            ApiResponse::ofProblem);
  }

  /**
   * @param username the whole name of the only subuser to return; empty for all
   */
  private record Request(Optional<String> username, Page page) {}

  private static Result<Request> read(MultiMap query) {
    Parameters parameters = new Parameters(query);
    Optional<String> username = parameters.text("username").filter(text -> !text.isEmpty());
    int limit = parameters.limit();
    long offset = parameters.offset();
    return parameters.finish(() -> new Request(username, new Page(limit, offset)));
  }

  private Future<List<Account>> find(long parentId, Request request) {
    if (request.username().isEmpty()) {
      return bus.ask(
          Operations.LIST_SUBACCOUNTS, new Account.SubaccountQuery(parentId, request.page()));
    }
    if (!Account.CreateRequest.isWord(request.username().get())) {
      return Future.succeededFuture(List.of());
    }
    Account.Subaccount named = new Account.Subaccount.Username(parentId, request.username().get());
    return bus.ask(Operations.FIND_SUBACCOUNT, named)
        .map(found -> found.stream().skip(request.page().offset()).toList());
  }

  private static ApiResponse response(List<Account> subusers) {
    return ApiResponse.json(
        200, json -> JsonBody.writeObjects(json, subusers, SubusersEndpoint::write));
  }

  // An account has no address of its own, and is never disabled.
  private static void write(JsonGenerator json, Account subuser) throws IOException {
    json.writeBooleanField("disabled", false);
    json.writeStringField("email", "");
    json.writeNumberField("id", subuser.id());
    json.writeStringField("username", subuser.name());
  }
}
