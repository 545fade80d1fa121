package dev.rebound.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.JsonObjectBody;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Page;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /rebound/v1/accounts}: the caller's account and the accounts below it. */
public final class AccountsEndpoints {
  public static final String PATH = "/rebound/v1/accounts";

  private static final Problem TAKEN = Problem.of(409, "the account name or external id is taken");
  private static final String NO_WORD =
      "must be 1 to %d visible ASCII characters without blanks"
          .formatted(Account.CreateRequest.MAX_LENGTH);
  private static final String NAME = "name";
  private static final String EXTERNAL_ID = "external_id";

  private final Bus bus;

  public AccountsEndpoints(Bus bus) {
    this.bus = bus;
  }

  /** {@code GET /rebound/v1/accounts}: by id. */
  public Future<ApiResponse> list(RoutingContext context, Caller caller) {
    return RequestData.query(context)
        .then(PageRequest::read)
        .fold(
            page ->
                find(caller.account().id(), page)
                    .map(
                        accounts ->
                            ApiResponse.list("accounts", accounts, AccountsEndpoints::write)),
            ApiResponse::ofProblem);
  }

  private Future<List<Account.Info>> find(long accountId, Page page) {
    return bus.ask(Operations.LIST_FAMILY, new Account.FamilyQuery(accountId, page));
  }

  private static void write(JsonGenerator json, Account.Info info) throws IOException {
    write(json, info, info.account().parentName());
  }

  private static void write(JsonGenerator json, Account.Info info, Optional<String> parentName)
      throws IOException {
    json.writeNumberField("id", info.account().id());
    json.writeStringField(NAME, info.account().name());
    json.writeStringField("parent", parentName.orElse(null));
    json.writeStringField(EXTERNAL_ID, info.account().externalId().orElse(null));
    json.writeNumberField("created", info.createdAt().getEpochSecond());
  }

  /** {@code POST /rebound/v1/accounts}: creates a subuser of the caller's account. */
  public Future<ApiResponse> create(RoutingContext context, Caller caller) {
    return JsonObjectBody.read(RequestData.contentType(context), RequestData.body(context))
        .then(json -> read(json, caller.account().name()))
        .fold(request -> create(caller.account(), request), ApiResponse::ofProblem);
  }

  private static Result<Account.CreateRequest> read(JsonObject json, String parent) {
    Members members = new Members(json, Set.of(NAME, EXTERNAL_ID));
    String name = members.text(NAME).orElse("");
    Optional<String> externalId = members.text(EXTERNAL_ID);
    if (!Account.CreateRequest.isWord(name)) {
      members.error(NAME, NO_WORD);
    }
    if (!externalId.map(Account.CreateRequest::isWord).orElse(true)) {
      members.error(EXTERNAL_ID, NO_WORD);
    }
    return members.finish(() -> new Account.CreateRequest(name, parent, externalId));
  }

  private Future<ApiResponse> create(Account parent, Account.CreateRequest request) {
    return bus.ask(Operations.CREATE_ACCOUNT, request)
        .compose(
            result ->
                result == Account.CreateResult.CREATED
                    ? created(parent, request.name())
                    : ApiResponse.ofProblem(TAKEN));
  }

  private Future<ApiResponse> created(Account parent, String name) {
    return bus.ask(Operations.FIND_SUBACCOUNT, new Account.Subaccount.Username(parent.id(), name))
        .compose(found -> find(found.orElseThrow().id(), new Page(1, 0)))
        .map(
            accounts ->
                ApiResponse.object(
                    201, json -> write(json, accounts.get(0), Optional.of(parent.name()))));
  }
}
