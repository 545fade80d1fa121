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
 * Runs one statement in its own transaction, on a connection to a pooler that assigns a session of
 * PostgreSQL from BEGIN to COMMIT. Other clients use the session afterwards, so that settings must
 * end with the transaction.
 *
 * @param connection a connection to the pooler; it closes after the transaction
 */
record PoolerTransaction(SqlConnection connection, Lane.Limits limits) {

  /**
   * Returns the result after the commit.
   *
   * @param timeout the longest wait for a session; after it the statement does not run
   */
  Future<RowSet<Row>> run(String sql, Tuple parameters, Duration timeout) {
    // The statement follows after the reply: sent together with BEGIN, it would run after any wait.
    return connection
        .query(ConnectOptions.begin(limits))
        .execute()
        .timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS)
        .compose(begun -> runAndCommit(sql, parameters), this::giveUp);
  }

  private Future<RowSet<Row>> runAndCommit(String sql, Tuple parameters) {
    Future<RowSet<Row>> rows = connection.preparedQuery(sql).execute(parameters);
    // Pipelined behind the statement. After a statement that failed, COMMIT rolls back.
    Future<RowSet<Row>> committed = end("COMMIT").compose(done -> rows);
    return Lane.resultInTime(connection, committed, limits);
  }

  private <T> Future<T> giveUp(Throwable cause) {
    end("ROLLBACK");
    // Without the cause, because this is not a statement's timeout.
    return Future.failedFuture(
        cause instanceof TimeoutException
            ? new UnavailableException("the pooler assigned no session in time")
            : cause);
  }

  private Future<Void> end(String statement) {
    return connection.query(statement).execute().onComplete(done -> connection.close()).mapEmpty();
  }
}
