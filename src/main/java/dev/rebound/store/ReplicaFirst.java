package dev.rebound.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Runs statements on a replica, and on the primary if the replica fails. A statement that timed out
 * on the replica does not run again: its caller has waited long enough, and replicas exist to keep
 * slow statements away from the primary.
 */
final class ReplicaFirst implements ReadLane {
  // A replica that hangs would delay each statement by its timeout.
  private static final long AVOID_NANOS = Duration.ofSeconds(5).toNanos();

  private final ReadLane replica;
  private final Lane primary;
  private final LongSupplier nanoTime;
  private long avoidedUntil;

  ReplicaFirst(ReadLane replica, Lane primary, LongSupplier nanoTime) {
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
    return replica.run(sql, parameters).recover(cause -> failOver(cause, sql, parameters));
  }

  private Future<RowSet<Row>> failOver(Throwable cause, String sql, Tuple parameters) {
    if (SqlFailure.isUnanswered(cause)) {
      avoidedUntil = nanoTime.getAsLong() + AVOID_NANOS;
    }
    boolean timedOut = SqlFailure.isUnanswered(cause) || SqlFailure.isTimeout(cause);
    return timedOut ? Future.failedFuture(cause) : primary.run(sql, parameters);
  }
}
