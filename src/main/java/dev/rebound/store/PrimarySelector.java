package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Selects the server of the lanes' next connections. It keeps its choice until a lane loses a
 * connection; then it searches the servers. While no server is found, and until the backoff allows
 * the next search, every request for a connection fails at once.
 */
final class PrimarySelector {
  private static final Duration SEARCH_TIMEOUT = Duration.ofSeconds(3);
  // A process's first connection loads classes, on a machine that may be busy.
  private static final Duration FIRST_SEARCH_TIMEOUT = Duration.ofSeconds(10);
  // After this time a replica that came back is found, and old connections close so that the load
  // moves to it.
  private static final Duration MAX_REPLICA_AGE = Duration.ofSeconds(30);

  private final StoreOptions.Servers servers;
  private final ServerSearch.Role role;
  private final ServerSearch serverSearch;
  private final Backoff backoff =
      new Backoff(System::nanoTime, ThreadLocalRandom.current()::nextDouble);

  // The servers for new connections; empty while unknown.
  private List<String> selected;
  private long selectedAt = System.nanoTime();
  private int nextIndex;
  private Duration searchTimeout = FIRST_SEARCH_TIMEOUT;
  // Null while no search runs.
  private Future<List<String>> search;
  private Throwable failure = new UnavailableException("the connection was lost");

  private PrimarySelector(Vertx vertx, StoreOptions.Servers servers, ServerSearch.Role role) {
    this.servers = servers;
    this.role = role;
    this.serverSearch = new ServerSearch(vertx, servers, role);
    this.selected = servers.isOne() ? servers.urls() : List.of();
  }

  /** Selects the server that accepts writes; a single server is used whatever it accepts. */
  static PrimarySelector toPrimary(Vertx vertx, StoreOptions.Servers servers) {
    return new PrimarySelector(vertx, servers, ServerSearch.Role.PRIMARY);
  }

  /** Selects all servers that reply, in turn; the connections to them are read-only. */
  static PrimarySelector toReplicas(Vertx vertx, StoreOptions.Servers servers) {
    return new PrimarySelector(vertx, servers, ServerSearch.Role.REPLICA);
  }

  boolean isToReplicas() {
    return role == ServerSearch.Role.REPLICA;
  }

  /** Returns whether the server must accept writes: another server may be the primary. */
  boolean requiresPrimary() {
    return serverSearch.requiresPrimary();
  }

  boolean throughPooler() {
    return servers.throughPooler();
  }

  boolean isCitus() {
    return servers.citus();
  }

  /** Returns the age at which a connection closes; zero for never. */
  Duration maxConnectionAge() {
    return isToReplicas() && !servers.isOne() ? MAX_REPLICA_AGE : Duration.ZERO;
  }

  /** Returns the options for a connection to a selected server. */
  Future<SqlConnectOptions> options(Lane.Limits limits) {
    return select().map(url -> serverSearch.options(url, limits));
  }

  /** Discards the selection: a lane has lost a connection or could not connect. */
  synchronized void markSuspect() {
    if (!selected.isEmpty()) {
      selected = List.of();
      backoff.failed();
    }
  }

  private synchronized Future<String> select() {
    if (!selected.isEmpty()) {
      // This search runs in the background: an unreachable replica takes it the whole timeout.
      if (isOld() && search == null && backoff.mayTry()) {
        startSearch();
      }
      return Future.succeededFuture(next(selected));
    }
    Future<List<String>> running = search;
    if (running == null) {
      if (!backoff.mayTry()) {
        return Future.failedFuture(failure);
      }
      running = startSearch();
    }
    return running.map(this::next);
  }

  private boolean isOld() {
    long age = System.nanoTime() - selectedAt;
    return !maxConnectionAge().isZero() && age > maxConnectionAge().toNanos();
  }

  private synchronized String next(List<String> urls) {
    nextIndex = (nextIndex + 1) % urls.size();
    return urls.get(nextIndex);
  }

  // A search that has ended already clears the field before this returns.
  private Future<List<String>> startSearch() {
    Future<List<String>> started = serverSearch.run(searchTimeout);
    search = started;
    started.onComplete(this::searched);
    return started;
  }

  private synchronized void searched(AsyncResult<List<String>> found) {
    search = null;
    if (found.succeeded()) {
      selected = found.result();
      selectedAt = System.nanoTime();
      searchTimeout = SEARCH_TIMEOUT;
      backoff.succeeded();
    } else {
      selected = List.of();
      failure = found.cause();
      backoff.failed();
    }
  }
}
