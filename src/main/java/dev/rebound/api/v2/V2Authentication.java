package dev.rebound.api.v2;

import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.FormBody;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Caller;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Finds the caller of a v2 request by {@code api_user} and {@code api_key}, parameters like all
 * others (contract, 4.1), and its account by on-behalf-of, as in v3. Keeps the parameters for the
 * endpoint.
 */
public final class V2Authentication implements Handler<RoutingContext> {
  private static final String REQUEST = "rebound.v2-request";
  private static final String ANY_USER = "apikey";

  private final Function<String, Future<Optional<ApiKey.Grant>>> grants;
  private final BiFunction<HttpServerRequest, ApiKey.Grant, Future<Optional<Account>>> accounts;
  private final ZoneId zone;
  private final Clock clock;

  /**
   * @param grants finds the grant of a key by its text
   * @param accounts finds the account that a request with a grant is about
   * @param zone of days in parameters
   */
  public V2Authentication(
      Function<String, Future<Optional<ApiKey.Grant>>> grants,
      BiFunction<HttpServerRequest, ApiKey.Grant, Future<Optional<Account>>> accounts,
      ZoneId zone,
      Clock clock) {
    this.grants = grants;
    this.accounts = accounts;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext context) {
    Result<V2Request> request =
        FormBody.read(RequestData.contentType(context), RequestData.body(context))
            .then(form -> read(context, form));
    if (request instanceof Result.Valid<V2Request> valid) {
      context.put(REQUEST, valid.value());
      grant(valid.value()).compose(grant -> accept(context, grant)).onFailure(context::fail);
    } else {
      RequestData.refuse(context, Problem.BAD_REQUEST);
    }
  }

  private Future<Void> accept(RoutingContext context, Optional<ApiKey.Grant> grant) {
    if (grant.isEmpty()) {
      RequestData.refuse(context, V2Request.BAD_CREDENTIALS);
      return Future.succeededFuture();
    }
    return accounts
        .apply(context.request(), grant.get())
        .map(
            account -> {
              if (account.isPresent()) {
                RequestData.setCaller(context, Caller.of(grant.get(), account.get()));
                context.next();
              } else {
                RequestData.refuse(context, V2Request.NO_PERMISSION);
              }
              return null;
            });
  }

  private Result<V2Request> read(RoutingContext context, MultiMap form) {
    return RequestData.query(context)
        .then(
            query ->
                new Result.Valid<>(new V2Request(query, form, hasOtherBody(context), zone, clock)));
  }

  private static boolean hasOtherBody(RoutingContext context) {
    return RequestData.contentType(context).filter(type -> !FormBody.isForm(type)).isPresent()
        && RequestData.body(context).length() > 0;
  }

  private Future<Optional<ApiKey.Grant>> grant(V2Request request) {
    return grants.apply(request.key()).map(grant -> grant.filter(found -> isUser(request, found)));
  }

  // A mock that takes any text for a key takes the former password of any user.
  private static boolean isUser(V2Request request, ApiKey.Grant grant) {
    String user = request.user();
    boolean isPassword = ApiKey.parse(request.key()).isEmpty();
    return user.equals(ANY_USER)
        || user.equals(grant.account().name())
        || isPassword && !user.isEmpty();
  }

  /** Returns the account that the query's credentials name; empty for an unknown caller. */
  public Future<Optional<Account>> account(RoutingContext context) {
    return read(context, MultiMap.caseInsensitiveMultiMap())
        .fold(this::grant, problem -> Future.succeededFuture(Optional.<ApiKey.Grant>empty()))
        .compose(
            grant ->
                grant.isPresent()
                    ? accounts.apply(context.request(), grant.get())
                    : Future.succeededFuture(Optional.empty()));
  }

  /** Returns the parameters of an authenticated request. */
  static V2Request request(RoutingContext context) {
    return context.get(REQUEST);
  }
}
