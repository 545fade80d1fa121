package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * Runs the statements of a lane on a pool of connections, each of which runs one statement at a
 * time. Statements wait for a connection in a {@link FairQueue}, by account.
 */
final class PooledStatements {
  private final Pool pool;
  private final PrimarySelector selector;
  private final Lane.Limits limits;
  private final StoreMeters.LaneMeters meters;
  private final FairQueue queue;

  PooledStatements(
      Vertx vertx,
      Pool pool,
      PrimarySelector selector,
      Lane.Limits limits,
      StoreMeters.LaneMeters meters) {
    this.pool = pool;
    this.selector = selector;
    this.limits = limits;
    this.meters = meters;
    this.queue = limits.queue(vertx);
  }

  /** Runs one statement. Its first parameter is its account, as in all statements of the store. */
  Future<RowSet<Row>> run(String sql, Tuple parameters) {
    long start = System.nanoTime();
    Promise<Void> connected = Promise.promise();
    meters.waiting(connected.future());
    return queue
        .run(
            FairQueue.account(parameters),
            () ->
                pool.getConnection()
                    .onSuccess(connection -> connected.complete())
                    .compose(connection -> run(connection, timeLeft(start), sql, parameters)))
        .onFailure(connected::tryFail);
  }

  private Duration timeLeft(long start) {
    return limits.queueTimeout().minusNanos(System.nanoTime() - start);
  }

  private Future<RowSet<Row>> run(
      SqlConnection connection, Duration timeLeft, String sql, Tuple parameters) {
    if (selector.throughPooler()) {
      PoolerTransaction transaction = new PoolerTransaction(connection, limits);
      return meters.running(sql, transaction.run(sql, parameters, timeLeft));
    }
    if (timeLeft.isNegative()) {
      connection.close();
      return Future.failedFuture(new UnavailableException("a connection took too long to open"));
    }
    return meters.running(sql, runOn(connection, sql, parameters));
  }

  private Future<RowSet<Row>> runOn(SqlConnection connection, String sql, Tuple parameters) {
    Future<RowSet<Row>> result = connection.preparedQuery(sql).execute(parameters);
    result.onComplete(
        done ->
            Lane.terminateIfReadOnly(connection, selector, done.cause())
                .onComplete(terminated -> connection.close()));
    return Lane.resultInTime(connection, result, limits);
  }
}
