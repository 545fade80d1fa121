package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/**
 * What one method of one path does for a caller who may. The request is paused until it is read.
 */
@FunctionalInterface
public interface Endpoint {
  Future<ApiResponse> handle(HttpServerRequest request, Caller caller);
}
