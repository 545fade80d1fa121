package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Connections for statements of one weight, so that a slow statement never stands in a quick one's
 * way. Its queue is bounded: past the bound a statement fails at once.
 */
final class Lane {
  private static final int CONNECT_TIMEOUT_SECONDS = 5;
  private static final int UNACKNOWLEDGED_MILLIS = 10_000;
  private static final int MAX_RETRIES = 3;

  /**
   * @param pipelined statements on the way on one connection at once
   * @param queued statements that wait for a connection, at most
   * @param searches whether the trigram index may be read; see {@link ConnectOptions}
   */
  record Limits(
      int connections, int pipelined, int queued, Duration statementTimeout, boolean searches) {}

  private final SqlClient client;

  private Lane(SqlClient client) {
    this.client = client;
  }

  /** One connection that many short statements share, none waiting for another's answer. */
  static Lane pipelined(Vertx vertx, StoreOptions options, Limits limits) {
    return new Lane(
        PgBuilder.client()
            .with(poolOptions(limits))
            .with(netOptions())
            .connectingTo(ConnectOptions.of(options, limits))
            .using(vertx)
            .build());
  }

  /** Connections that serve one statement each at a time. */
  static Lane pooled(Vertx vertx, StoreOptions options, Limits limits) {
    return new Lane(
        PgBuilder.pool()
            .with(poolOptions(limits))
            .with(netOptions())
            .connectingTo(ConnectOptions.of(options, limits))
            .using(vertx)
            .build());
  }

  private static PoolOptions poolOptions(Limits limits) {
    return new PoolOptions()
        .setMaxSize(limits.connections())
        .setMaxWaitQueueSize(limits.queued())
        .setConnectionTimeout(CONNECT_TIMEOUT_SECONDS)
        .setConnectionTimeoutUnit(TimeUnit.SECONDS);
  }

  // A host that is gone without a word is noticed in seconds, not when the system gives up.
  private static NetClientOptions netOptions() {
    return new NetClientOptions()
        .setConnectTimeout(CONNECT_TIMEOUT_SECONDS * 1000)
        .setTcpKeepAlive(true)
        .setTcpUserTimeout(UNACKNOWLEDGED_MILLIS);
  }

  /**
   * Runs a statement. Fails with {@link UnavailableException} when the database cannot answer now;
   * a deadlock or a serialization failure is tried again first.
   */
  Future<RowSet<Row>> run(String sql, Tuple parameters) {
    return attempt(sql, parameters, MAX_RETRIES);
  }

  private Future<RowSet<Row>> attempt(String sql, Tuple parameters, int retries) {
    return client
        .preparedQuery(sql)
        .execute(parameters)
        .recover(
            cause ->
                retries > 0 && SqlFailure.isConflict(cause)
                    ? attempt(sql, parameters, retries - 1)
                    : Future.failedFuture(SqlFailure.explain(cause)));
  }

  Future<Void> close() {
    return client.close();
  }
}
