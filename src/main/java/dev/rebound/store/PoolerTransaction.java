package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One statement in a transaction of its own, on a connection to a pooler that lends a session of
 * PostgreSQL's from BEGIN to COMMIT. The session is whose turn comes next: what it is set to has to
 * end with the transaction.
 *
 * @param connection to the pooler; given back when the transaction has ended
 */
record PoolerTransaction(SqlConnection connection, Lane.Limits limits) {

  /**
   * Answers after the commit.
   *
   * @param timeout how long the pooler may take to find a session; past it the statement never runs
   */
  Future<RowSet<Row>> run(String sql, Tuple parameters, Duration timeout) {
    // Not sent together with the statement: the pooler would run it however long it had waited.
    return connection
        .query(SessionSettings.begin(limits))
        .execute()
        .timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS)
        .compose(begun -> runAndCommit(sql, parameters), this::giveUp);
  }

  private Future<RowSet<Row>> runAndCommit(String sql, Tuple parameters) {
    Future<RowSet<Row>> rows = connection.preparedQuery(sql).execute(parameters);
    // On its way before the rows are back. Behind a statement that failed it is a ROLLBACK.
    Future<RowSet<Row>> committed = end("COMMIT").compose(done -> rows);
    return Lane.answered(connection, committed, limits);
  }

  private <T> Future<T> giveUp(Throwable cause) {
    end("ROLLBACK");
    // Not the timeout of a statement, which did not run.
    return Future.failedFuture(
        cause instanceof TimeoutException
            ? new UnavailableException("no session in time", null)
            : cause);
  }

  private Future<Void> end(String statement) {
    return connection.query(statement).execute().onComplete(done -> connection.close()).mapEmpty();
  }
}
