package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.v2.V2Body;
import dev.rebound.api.v2.V2Request;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;

/**
 * One of the legacy API's paths, which do the same for {@code GET} and {@code POST}.
 *
 * @param isXml whether it answers in XML instead of JSON
 */
record V2Resource(String path, boolean isXml, Scope scope, Action action) {

  /** What it does. */
  @FunctionalInterface
  interface Action {
    Future<ApiResponse> handle(V2Request request, V2Body body, Caller caller);
  }
}
