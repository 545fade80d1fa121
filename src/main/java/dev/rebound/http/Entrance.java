package dev.rebound.http;

import dev.rebound.bounce.Scope;
import dev.rebound.http.read.Read;
import dev.rebound.http.write.Answer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** How a request gets in. */
public interface Entrance {

  /** Who calls by the rules of every endpoint: an API key, and whom it is used on behalf of. */
  Future<Read<Caller>> caller(HttpServerRequest request);

  /**
   * Lets a caller who has the scope, and is not one request too many, go on to the endpoint.
   *
   * @param scope null when any will do
   */
  Future<Answer> admit(HttpServerRequest request, Caller caller, Scope scope, Endpoint endpoint);
}
