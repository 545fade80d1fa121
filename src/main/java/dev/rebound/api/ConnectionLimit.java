package dev.rebound.api;

import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the connections of a process, of all its event loops together. The first request of a
 * connection too many gets 503, and the connection is closed; connections that are open stay.
 */
final class ConnectionLimit implements Handler<RoutingContext> {
  // A connection without a request cannot get a 503. So many may wait for their first request.
  private static final int MAX_REFUSED = 1_000;

  private final int max;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<HttpConnection> refused = ConcurrentHashMap.newKeySet();
  private volatile boolean isDraining;

  ConnectionLimit(int max) {
    this.max = max;
  }

  /** Counts a connection until it is closed. */
  void opened(HttpConnection connection) {
    int count = open.incrementAndGet();
    connection.closeHandler(closed -> closed(connection));
    if (count > max) {
      refused.add(connection);
    }
    if (count > max + MAX_REFUSED) {
      connection.close();
    }
  }

  private void closed(HttpConnection connection) {
    open.decrementAndGet();
    refused.remove(connection);
  }

  /** Returns the number of open connections. */
  int count() {
    return open.get();
  }

  /** Makes every response ask its client to open another connection for its next request. */
  void drain() {
    isDraining = true;
  }

  @Override
  public void handle(RoutingContext context) {
    if (isDraining) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    HttpConnection connection = context.request().connection();
    if (!refused.isEmpty() && refused.contains(connection)) {
      context.addEndHandler(sent -> connection.close());
      RequestData.refuse(context, Problem.UNAVAILABLE);
    } else {
      context.next();
    }
  }
}
