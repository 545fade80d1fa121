package dev.rebound.api;

import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.bus.ReplyCache;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.domain.Subaccount;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the caller of a request by its API key and on-behalf-of header (contract, 2.1 and 2.3).
 * Caches the store's replies for a few seconds, so that a revoked key stops working within that
 * time. For one event loop.
 */
final class Authentication implements Handler<RoutingContext> {
  private static final String SCHEME = "bearer ";
  private static final String ACCOUNT_ID = "account-id ";
  // Leaves room for some blanks.
  private static final int MAX_HEADER =
      2 * (ACCOUNT_ID.length() + Account.CreateRequest.MAX_LENGTH);

  private final ReplyCache<String, Optional<ApiKey.Grant>> grants;
  private final ReplyCache<Subaccount, Optional<Account>> subaccounts;
  private final ReplyCache<String, Optional<Account>> accounts;
  private final boolean takesAnyKey;

  Authentication(Bus bus, HttpOptions options) {
    Duration cacheTime = options.keyCache();
    this.takesAnyKey = options.takesAnyKey();
    this.accounts = new ReplyCache<>(bus, Operations.FIND_ACCOUNT, cacheTime);
    this.grants = new ReplyCache<>(bus, Operations.FIND_GRANT, cacheTime);
    this.subaccounts = new ReplyCache<>(bus, Operations.FIND_SUBACCOUNT, cacheTime);
  }

  /** Pauses the request until its caller is known. */
  @Override
  public void handle(RoutingContext context) {
    context.request().pause();
    caller(context.request()).onSuccess(result -> accept(context, result)).onFailure(context::fail);
  }

  private static void accept(RoutingContext context, Result<Caller> result) {
    if (result instanceof Result.Valid<Caller> caller) {
      RequestData.setCaller(context, caller.value());
      context.next();
    } else if (result instanceof Result.Invalid<Caller> refusal) {
      RequestData.refuse(context, refusal.problem());
    }
  }

  /** Returns the account whose list a request is about; empty for an unknown caller. */
  Future<Optional<Account>> account(RoutingContext context) {
    return caller(context.request())
        .map(
            result -> result.fold(caller -> Optional.of(caller.account()), no -> Optional.empty()));
  }

  private Future<Result<Caller>> caller(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return refused(Problem.AUTHORIZATION_REQUIRED);
    }
    Optional<ApiKey> key = key(header);
    if (key.isEmpty()) {
      return refused(Problem.UNAUTHORIZED);
    }
    return grant(key.get())
        .compose(
            grant ->
                grant.isEmpty() ? refused(Problem.UNAUTHORIZED) : onBehalfOf(request, grant.get()));
  }

  /** Returns the grant of a key; empty when the key is unknown, or another key has its id. */
  Future<Optional<ApiKey.Grant>> grant(ApiKey key) {
    Future<Optional<ApiKey.Grant>> known =
        grants.ask(key.id()).map(grant -> grant.filter(found -> found.matches(key)));
    return takesAnyKey
        ? known.compose(
            grant -> grant.isPresent() ? Future.succeededFuture(grant) : grantOfRoot(key))
        : known;
  }

  private Future<Optional<ApiKey.Grant>> grantOfRoot(ApiKey key) {
    return accounts
        .ask(Account.ROOT)
        .map(root -> root.map(account -> new ApiKey.Grant(account, key.hash(), Scope.ALL)));
  }

  private static Optional<ApiKey> key(String header) {
    boolean isBearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return isBearer ? ApiKey.parse(header.substring(SCHEME.length()).strip()) : Optional.empty();
  }

  private Future<Result<Caller>> onBehalfOf(HttpServerRequest request, ApiKey.Grant grant) {
    String header = request.getHeader("on-behalf-of");
    if (header == null) {
      return Future.succeededFuture(new Result.Valid<>(Caller.of(grant)));
    }
    // A header longer than any name would only fill the cache.
    if (header.length() > MAX_HEADER) {
      return refused(Problem.ACCESS_FORBIDDEN);
    }
    // An empty header names no account: a script with an unset variable must not reach its own
    // list.
    return subaccounts
        .ask(subaccount(grant.account().id(), header.strip()))
        .map(
            account ->
                account.isEmpty()
                    ? new Result.Invalid<>(Problem.ACCESS_FORBIDDEN)
                    : new Result.Valid<>(new Caller(account.get(), grant.scopes())));
  }

  private static Subaccount subaccount(long parentId, String header) {
    return header.regionMatches(true, 0, ACCOUNT_ID, 0, ACCOUNT_ID.length())
        ? new Subaccount.AccountId(parentId, header.substring(ACCOUNT_ID.length()).strip())
        : new Subaccount.Username(parentId, header);
  }

  private static Future<Result<Caller>> refused(Problem problem) {
    return Future.succeededFuture(new Result.Invalid<>(problem));
  }
}
