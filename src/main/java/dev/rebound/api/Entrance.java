package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** How a request gets in. */
public interface Entrance {

  /** Who calls by the rules of every endpoint: an API key, and whom it is used on behalf of. */
  Future<Result<Caller>> caller(HttpServerRequest request);

  /**
   * Lets a caller who has the scope, and is not one request too many, go on to the endpoint.
   *
   * @param scope null when any will do
   */
  Future<ApiResponse> admit(
      HttpServerRequest request, Caller caller, Scope scope, Endpoint endpoint);
}
