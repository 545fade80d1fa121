package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.domain.Account;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;

/**
 * Stands before the authentication of each route and after each endpoint. Mock mode has one for its
 * faults; store mode has none. All event loops share it.
 */
public interface Interceptor {

  /**
   * Returns a handler that passes a request on to the authentication, or responds itself.
   *
   * @param account finds the account that a request is about, as far as its headers and query tell;
   *     empty for an unknown caller
   * @param responder of the event loop
   */
  Handler<RoutingContext> before(
      Function<RoutingContext, Future<Optional<Account>>> account, Responder responder);

  /** Returns the response to send instead. May set headers of the response. */
  ApiResponse change(RoutingContext context, ApiResponse response);
}
