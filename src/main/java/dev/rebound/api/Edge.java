package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Account;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** The API of one event loop, for what stands before it. */
public interface Edge extends Handler<HttpServerRequest> {

  /**
   * Whose list a request is about, as far as its head tells: by its key, and on whose behalf. Empty
   * also when the key is not known, or comes in the body. Fails as the store does.
   */
  Future<Optional<Account>> account(HttpServerRequest request);

  /** Answers with a problem in the place of the request's endpoint, and in its form. */
  Future<Void> refuse(HttpServerRequest request, Problem problem);

  /** Sends an answer that has nothing of the endpoints. */
  Future<Void> send(HttpServerRequest request, ApiResponse answer);
}
