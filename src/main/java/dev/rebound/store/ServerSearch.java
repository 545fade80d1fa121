package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Finds the servers that fit a role: it probes each server with a connection of its own, which it
 * closes again.
 */
record ServerSearch(Vertx vertx, StoreOptions.Servers servers, Role role) {
  private static final Lane.Limits PROBE_LIMITS =
      new Lane.Limits(
          "probe", 1, 1, 1, Duration.ofSeconds(10), Duration.ofSeconds(10), Lane.Plans.PREPARED);
  private static final String IS_READ_ONLY = "SHOW transaction_read_only";

  /** The role of a server. */
  enum Role {
    PRIMARY,
    REPLICA
  }

  /** Returns whether only a server that accepts writes fits. A single server always fits. */
  boolean requiresPrimary() {
    return role == Role.PRIMARY && !servers.isOne();
  }

  SqlConnectOptions options(String url, Lane.Limits limits) {
    if (role == Role.REPLICA) {
      return ConnectOptions.readOnly(url, servers, limits);
    }
    return requiresPrimary()
        ? ConnectOptions.primaryOnly(url, servers, limits)
        : ConnectOptions.of(url, servers, limits);
  }

  /** Returns the URLs of one or more servers; fails when none fits. */
  Future<List<String>> run(Duration timeout) {
    List<String> urls = servers.urls();
    List<Pool> pools = urls.stream().map(this::open).toList();
    List<Future<String>> probes =
        IntStream.range(0, urls.size())
            .mapToObj(i -> probe(pools.get(i), timeout).map(urls.get(i)))
            .toList();
    // An unreachable server must not delay the search once the primary is found.
    Future<?> settled = role == Role.PRIMARY ? Future.any(probes) : Future.join(probes);
    return settled
        .transform(done -> found(probes))
        .onComplete(done -> pools.forEach(Pool::close))
        .recover(ServerSearch::explain);
  }

  private Pool open(String url) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(1))
        .with(ConnectOptions.net())
        .connectingTo(options(url, PROBE_LIMITS))
        .using(vertx)
        .build();
  }

  private Future<?> probe(Pool server, Duration timeout) {
    Future<?> reply =
        requiresPrimary() ? requireWritable(server) : server.query(IS_READ_ONLY).execute();
    return reply.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Fails when the server does not accept writes, or does not reply. */
  static Future<Void> requireWritable(SqlClient server) {
    return server
        .query(IS_READ_ONLY)
        .execute()
        .compose(
            rows ->
                rows.iterator().next().getString(0).equals("off")
                    ? Future.succeededFuture()
                    : Future.failedFuture(new UnavailableException("the server is read-only")));
  }

  private Future<List<String>> found(List<Future<String>> probes) {
    // Two primaries are a misconfiguration; all lanes then use the same one.
    int max = role == Role.PRIMARY ? 1 : probes.size();
    List<String> found =
        probes.stream().filter(Future::succeeded).map(Future::result).limit(max).toList();
    return found.isEmpty()
        ? Future.failedFuture(probes.get(0).cause())
        : Future.succeededFuture(found);
  }

  // Drops the cause: a probe's timeout must not look like a statement's timeout.
  private static <T> Future<T> explain(Throwable cause) {
    Throwable explained = SqlFailure.explain(cause);
    return Future.failedFuture(
        explained instanceof UnavailableException
            ? new UnavailableException(explained.getMessage())
            : explained);
  }
}
