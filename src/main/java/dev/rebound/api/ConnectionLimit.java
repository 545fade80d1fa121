package dev.rebound.api;

import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import dev.rebound.http.ConnectionSlots;
import dev.rebound.http.GuardedServer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the connections of a process, of all its event loops together, and those of one client
 * address. A request of HTTP/2 counts as a connection besides its own. The first request of an
 * excess connection gets 503, and the connection is closed; connections that are open stay.
 */
final class ConnectionLimit implements Handler<RoutingContext>, ConnectionSlots {
  // A connection without a request cannot get a 503. So many may wait for their first request.
  private static final int MAX_REFUSED = 1_000;
  private static final int MIN_REFUSED = 16;
  private static final int REFUSED_SHARE = 10;
  // The first 64 bits, in Java's form of an IPv6 address.
  private static final int NETWORK_GROUPS = 4;

  private final int max;
  private final int maxPerAddress;
  private final int maxRefused;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final Map<String, Integer> openByAddress = new ConcurrentHashMap<>();
  private volatile boolean isDraining;

  /**
   * @param maxPerAddress connections of one client address; 0 for no limit
   */
  ConnectionLimit(int max, int maxPerAddress) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
    this.maxRefused = Math.min(MAX_REFUSED, Math.max(MIN_REFUSED, max / REFUSED_SHARE));
  }

  @Override
  public Slot take(Optional<String> address) {
    String client = address.map(ConnectionLimit::client).orElse("");
    int count = open.incrementAndGet();
    int ofClient = openByAddress.merge(client, 1, Integer::sum);
    boolean isExcess = count > max || maxPerAddress > 0 && ofClient > maxPerAddress;
    if (!isExcess) {
      return new Slot(Grant.FULL, () -> release(client));
    }
    Grant grant = refused.incrementAndGet() > maxRefused ? Grant.NONE : Grant.REFUSAL;
    return new Slot(
        grant,
        () -> {
          refused.decrementAndGet();
          release(client);
        });
  }

  private void release(String client) {
    open.decrementAndGet();
    openByAddress.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
  }

  /** Returns the IPv4 address, or the network of an IPv6 address: one client has all of it. */
  static String client(String address) {
    int end = -1;
    for (int group = 0; group < NETWORK_GROUPS; group++) {
      end = address.indexOf(':', end + 1);
    }
    return end < 0 ? address : address.substring(0, end);
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
    HttpConnection connection = context.request().connection();
    boolean isExcess = refused.get() > 0 && GuardedServer.isExcess(connection);
    if (isDraining || isExcess) {
      GuardedServer.announceClose(context.request());
    }
    if (isExcess) {
      context.addEndHandler(sent -> connection.close());
      RequestData.refuse(context, Problem.UNAVAILABLE);
    } else {
      context.next();
    }
  }
}
