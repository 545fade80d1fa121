package dev.rebound.api;

import dev.rebound.api.HttpOptions.AcceptedKeys;
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
import java.util.List;
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
  private final AcceptedKeys accepted;

  Authentication(Bus bus, HttpOptions options) {
    Duration cacheTime = options.keyCache();
    this.accepted = options.acceptedKeys();
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
                RequestData.setCaller(context, Caller.of(grant, account.get()));
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
    String header = request.getHeader(AUTHORIZATION);
    boolean isBearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return grant(isBearer ? header.substring(SCHEME.length()).strip() : "");
  }

  /**
   * Returns the grant of a key's text; empty when the key is unknown, or another key has its id.
   */
  Future<Optional<ApiKey.Grant>> grant(String text) {
    Optional<ApiKey> key = ApiKey.parse(text);
    boolean isOfRoot =
        key.isPresent()
            ? accepted != AcceptedKeys.KNOWN
            : accepted == AcceptedKeys.ANY && !text.isEmpty();
    return key.map(this::known)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .compose(
            known ->
                known.isPresent() || !isOfRoot
                    ? Future.succeededFuture(known)
                    : accounts.ask(Account.ROOT).map(root -> root.map(Authentication::fullAccess)));
  }

  private Future<Optional<ApiKey.Grant>> known(ApiKey key) {
    return grants.ask(key.id()).map(grant -> grant.filter(found -> found.matches(key)));
  }

  // No key has this hash: the grant is never compared with one.
  private static ApiKey.Grant fullAccess(Account account) {
    return new ApiKey.Grant(account, Optional.empty(), new byte[0], Scope.ALL);
  }

  /** Returns the key's own account, or the one that on-behalf-of names; empty for a stranger's. */
  Future<Optional<Account>> account(HttpServerRequest request, ApiKey.Grant grant) {
    List<String> headers = request.headers().getAll("on-behalf-of");
    if (headers.isEmpty()) {
      return Future.succeededFuture(Optional.of(grant.account()));
    }
    // Two headers name no account (RFC 9110, 5.3): none of them is chosen in silence.
    String header = String.join(",", headers);
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
