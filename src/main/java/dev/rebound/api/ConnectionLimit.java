package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the connections of a process, of all its event loops together. One too many is told so
 * with its first request, and closed; those that are open stay.
 */
final class ConnectionLimit {
  // Who sends no request cannot be told. So many may wait for their first one.
  private static final int MAX_TOO_MANY = 1_000;

  private final int max;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<HttpConnection> tooMany = ConcurrentHashMap.newKeySet();
  private volatile boolean drains;

  ConnectionLimit(int max) {
    this.max = max;
  }

  /** Counts a connection until it is closed. */
  void opened(HttpConnection connection) {
    int count = open.incrementAndGet();
    connection.closeHandler(closed -> closed(connection));
    if (count > max) {
      tooMany.add(connection);
    }
    if (count > max + MAX_TOO_MANY) {
      connection.close();
    }
  }

  private void closed(HttpConnection connection) {
    open.decrementAndGet();
    tooMany.remove(connection);
  }

  /** How many are open. */
  int count() {
    return open.get();
  }

  /**
   * From now on each answer asks its client not to use the connection again, so that none is in use
   * by the time all are closed.
   */
  void drain() {
    drains = true;
  }

  /** Lets the requests of all others pass. */
  Handler<HttpServerRequest> before(Handler<HttpServerRequest> next, Responder responses) {
    return request -> {
      if (drains) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
      if (!tooMany.isEmpty() && tooMany.contains(request.connection())) {
        responses
            .send(request, ApiResponse.problem(Problem.UNAVAILABLE))
            .onComplete(sent -> request.connection().close());
      } else {
        next.handle(request);
      }
    };
  }
}
