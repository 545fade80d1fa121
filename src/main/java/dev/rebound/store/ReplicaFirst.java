package dev.rebound.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Asks a replica, and the primary where that one cannot answer. Only a statement that ran into its
 * time there is not run again: it would take as long on the primary, for somebody who has waited
 * long enough, and replicas are there to keep such statements away from it.
 */
final class ReplicaFirst implements Reader {
  // One that stands still holds its connections, and each that asks, for a statement's time.
  private static final long AVOIDED = Duration.ofSeconds(5).toNanos();

  private final Reader replica;
  private final Lane primary;
  private final LongSupplier nanoTime;
  private long avoidedUntil;

  ReplicaFirst(Reader replica, Lane primary, LongSupplier nanoTime) {
    this.replica = replica;
    this.primary = primary;
    this.nanoTime = nanoTime;
    this.avoidedUntil = nanoTime.getAsLong();
  }

  @Override
  public Future<RowSet<Row>> run(String sql, Tuple parameters) {
    if (nanoTime.getAsLong() - avoidedUntil < 0) {
      return primary.run(sql, parameters);
    }
    return replica.run(sql, parameters).recover(cause -> otherwise(cause, sql, parameters));
  }

  private Future<RowSet<Row>> otherwise(Throwable cause, String sql, Tuple parameters) {
    if (SqlFailure.isUnanswered(cause)) {
      avoidedUntil = nanoTime.getAsLong() + AVOIDED;
    }
    boolean ran = SqlFailure.isUnanswered(cause) || SqlFailure.isTimeout(cause);
    return ran ? Future.failedFuture(cause) : primary.run(sql, parameters);
  }
}
