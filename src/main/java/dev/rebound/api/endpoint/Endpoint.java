package dev.rebound.api.endpoint;

import dev.rebound.domain.Caller;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves one method of one path to an authenticated caller. An expected outcome, a refusal too, is
 * a response; the future fails only for an outage or a bug. The request is paused until the
 * endpoint reads its body.
 */
@FunctionalInterface
public interface Endpoint {

  Future<ApiResponse> handle(RoutingContext context, Caller caller);
}
