package dev.rebound.api.v3;

import dev.rebound.api.Resource;
import dev.rebound.api.endpoint.ApiResponse;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** What the caller's key may do (contract, 2.2). */
public final class ScopesEndpoint {

  public Resource resource() {
    return Resource.at("/v3/scopes")
        .with(
            HttpMethod.GET,
            null,
            (context, caller) -> Future.succeededFuture(ApiResponse.scopes(caller.scopes())));
  }
}
