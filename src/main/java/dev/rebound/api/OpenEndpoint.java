package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/**
 * What one method of one path does that finds out by itself who calls. The request is paused until
 * it is read.
 */
@FunctionalInterface
public interface OpenEndpoint {
  Future<ApiResponse> handle(HttpServerRequest request, Entrance entrance);

  /** An endpoint for callers with an API key. */
  static OpenEndpoint withKey(Scope scope, Endpoint endpoint) {
    return (request, entrance) ->
        entrance
            .caller(request)
            .compose(
                read ->
                    read.fold(
                        caller -> entrance.admit(request, caller, scope, endpoint),
                        ApiResponse::ofProblem));
  }
}
