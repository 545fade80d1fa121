package dev.rebound.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.JsonObjectBody;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /rebound/v1/keys}: the keys of the caller's account. A response never has a secret or a
 * hash, but the response to the creation, which has the whole key.
 */
public final class KeysEndpoints {
  /** The path of the list; the id of a key follows it after a slash. */
  public static final String PATH = "/rebound/v1/keys";

  private static final Problem OWN_KEY = Problem.of(409, "a key cannot revoke itself");
  private static final Problem KEY_OF_SETTINGS =
      Problem.of(409, "the service would not start again: REBOUND_API_KEY is this key");

  private final Bus bus;
  private final Optional<String> settingsKeyId;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param settingsKeyId the public id of the root account's key that the settings name; empty if
   *     they name none
   */
  public KeysEndpoints(Bus bus, Optional<String> settingsKeyId) {
    this.bus = bus;
    this.settingsKeyId = settingsKeyId;
  }

  /** {@code GET /rebound/v1/keys}: newest first, the revoked ones too. */
  public Future<ApiResponse> list(RoutingContext context, Caller caller) {
    return RequestData.query(context)
        .then(PageRequest::read)
        .fold(
            page ->
                bus.ask(Operations.LIST_ACCOUNT_KEYS, new ApiKey.Query(caller.account().id(), page))
                    .map(keys -> ApiResponse.list("keys", keys, KeysEndpoints::write)),
            ApiResponse::ofProblem);
  }

  private static void write(JsonGenerator json, ApiKey.Info key) throws IOException {
    write(json, key.keyId(), key.label(), key.scopes(), key.createdAt(), key.createdBy());
    if (key.revokedAt().isPresent()) {
      json.writeNumberField("revoked", key.revokedAt().get().getEpochSecond());
      json.writeStringField("revoked_by", key.revokedBy().orElse(null));
    }
  }

  private static void write(
      JsonGenerator json,
      String id,
      String label,
      Set<Scope> scopes,
      Instant createdAt,
      Optional<String> createdBy)
      throws IOException {
    json.writeStringField("id", id);
    json.writeStringField("label", label);
    json.writeArrayFieldStart("scopes");
    for (Iterator<String> labels = KeyRequest.labels(scopes).iterator(); labels.hasNext(); ) {
      json.writeString(labels.next());
    }
    json.writeEndArray();
    json.writeBooleanField("full_access", scopes.equals(Scope.ALL));
    json.writeNumberField("created", createdAt.getEpochSecond());
    json.writeStringField("created_by", createdBy.orElse(null));
  }

  /** {@code POST /rebound/v1/keys}: creates a key with no more scopes than the caller's own. */
  public Future<ApiResponse> create(RoutingContext context, Caller caller) {
    return JsonObjectBody.read(RequestData.contentType(context), RequestData.body(context))
        .then(KeyRequest::read)
        .fold(request -> create(caller, request), ApiResponse::ofProblem);
  }

  private Future<ApiResponse> create(Caller caller, KeyRequest request) {
    if (!Scope.canGrant(caller.scopes(), request.scopes())) {
      return ApiResponse.ofProblem(Problem.ACCESS_FORBIDDEN);
    }
    ApiKey key = ApiKey.random(random);
    ApiKey.CreateRequest created =
        new ApiKey.CreateRequest(
            caller.account().name(), key.id(), key.hash(), request.scopes(), request.label());
    return bus.ask(Operations.CREATE_KEY_BY_KEY, new ApiKey.CreateByKey(created, caller.keyId()))
        .map(
            createdAt ->
                createdAt
                    .map(time -> response(key, request, time, caller.keyId()))
                    .orElseGet(() -> ApiResponse.problem(Problem.UNAUTHORIZED)));
  }

  private static ApiResponse response(
      ApiKey key, KeyRequest request, Instant createdAt, Optional<String> creatorId) {
    return ApiResponse.object(
        201,
        json -> {
          write(json, key.id(), request.label(), request.scopes(), createdAt, creatorId);
          json.writeStringField("key", key.text());
        });
  }

  /** {@code DELETE /rebound/v1/keys/{id}}: revokes a key. */
  public Future<ApiResponse> revoke(RoutingContext context, Caller caller) {
    String path = context.request().path();
    String id = path.substring(PATH.length() + 1);
    if (caller.keyId().filter(id::equals).isPresent()) {
      return ApiResponse.ofProblem(OWN_KEY);
    }
    boolean isOfSettings =
        caller.account().name().equals(Account.ROOT)
            && settingsKeyId.filter(id::equals).isPresent();
    if (isOfSettings) {
      return ApiResponse.ofProblem(KEY_OF_SETTINGS);
    }
    ApiKey.Revocation revocation = new ApiKey.Revocation(caller.account().id(), id, caller.keyId());
    return bus.ask(Operations.REVOKE_ACCOUNT_KEY, revocation)
        .map(revoked -> revoked ? ApiResponse.NO_CONTENT : ApiResponse.problem(Problem.NOT_FOUND));
  }
}
