package dev.rebound.api;

import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.bus.ReplyCache;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Scope;
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
  private static final String AUTHORIZATION = "Authorization";
  private static final String SCHEME = "bearer ";
  private static final String ACCOUNT_ID = "account-id ";
  // Leaves room for some blanks.
  private static final int MAX_HEADER =
      2 * (ACCOUNT_ID.length() + Account.CreateRequest.MAX_LENGTH);

  private final ReplyCache<String, Optional<ApiKey.Grant>> grants;
  private final ReplyCache<Account.Subaccount, Optional<Account>> subaccounts;
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
    HttpServerRequest request = context.request().pause();
    // Composed, not handled: a handler of a shared reply would run in the context of an earlier
    // request.
    grant(request)
        .compose(
            grant -> {
              if (grant.isPresent()) {
                return accept(context, grant.get());
              }
              boolean hasHeader = request.getHeader(AUTHORIZATION) != null;
              RequestData.refuse(
                  context, hasHeader ? Problem.UNAUTHORIZED : Problem.AUTHORIZATION_REQUIRED);
              return Future.succeededFuture();
            })
        .onFailure(context::fail);
  }

  private Future<Void> accept(RoutingContext context, ApiKey.Grant grant) {
    return account(context.request(), grant)
        .compose(
            account -> {
              if (account.isPresent()) {
                RequestData.setCaller(context, new Caller(account.get(), grant.scopes()));
                context.next();
              } else {
                RequestData.refuse(context, Problem.ACCESS_FORBIDDEN);
              }
              return Future.succeededFuture();
            });
  }

  /** Returns the account whose list a request is about; empty for an unknown caller. */
  Future<Optional<Account>> account(RoutingContext context) {
    return grant(context.request())
        .compose(
            grant ->
                grant.isPresent()
                    ? account(context.request(), grant.get())
                    : Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<ApiKey.Grant>> grant(HttpServerRequest request) {
    return key(request.getHeader(AUTHORIZATION))
        .map(this::grant)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
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
    boolean isBearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return isBearer ? ApiKey.parse(header.substring(SCHEME.length()).strip()) : Optional.empty();
  }

  /** Returns the key's own account, or the one that on-behalf-of names; empty for a stranger's. */
  private Future<Optional<Account>> account(HttpServerRequest request, ApiKey.Grant grant) {
    String header = request.getHeader("on-behalf-of");
    if (header == null) {
      return Future.succeededFuture(Optional.of(grant.account()));
    }
    // A header longer than any name would only fill the cache. An empty one names no account: a
    // script with an unset variable must not reach its own list.
    return header.length() > MAX_HEADER
        ? Future.succeededFuture(Optional.empty())
        : subaccounts.ask(subaccount(grant.account().id(), header.strip()));
  }

  private static Account.Subaccount subaccount(long parentId, String header) {
    return header.regionMatches(true, 0, ACCOUNT_ID, 0, ACCOUNT_ID.length())
        ? new Account.Subaccount.AccountId(parentId, header.substring(ACCOUNT_ID.length()).strip())
        : new Account.Subaccount.Username(parentId, header);
  }
}
