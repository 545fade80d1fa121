package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Account;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** What a path leads to. */
interface Route extends Handler<HttpServerRequest> {

  /** The form of the paths that lead here, with names for what differs in them. */
  String template();

  /** Whose list a request is about, as far as its head tells. */
  Future<Optional<Account>> account(HttpServerRequest request);

  /** A problem as this path tells it. */
  ApiResponse refusal(HttpServerRequest request, Problem problem);
}
