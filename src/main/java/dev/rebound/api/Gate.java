package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** What every request passes on its way in and out, whichever API it speaks. */
record Gate(Authentication authentication, RateLimit rateLimit, Responder responses)
    implements Entrance {

  @Override
  public Future<Result<Caller>> caller(HttpServerRequest request) {
    return authentication.caller(request);
  }

  @Override
  public Future<ApiResponse> admit(
      HttpServerRequest request, Caller caller, Scope scope, Endpoint endpoint) {
    if (scope != null && !scope.isGrantedBy(caller.scopes())) {
      return ApiResponse.ofProblem(Problem.ACCESS_FORBIDDEN);
    }
    if (!rateLimit.admits(caller.account().id(), request.response())) {
      return ApiResponse.ofProblem(Problem.TOO_MANY_REQUESTS);
    }
    return endpoint.handle(request, caller);
  }
}
