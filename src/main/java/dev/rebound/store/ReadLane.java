package dev.rebound.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** Runs statements that only read and may miss the latest writes. */
sealed interface ReadLane permits Lane, ReplicaFirst {

  /** Runs a statement; fails as {@link Lane#run} does. */
  Future<RowSet<Row>> run(String sql, Tuple parameters);

  default Future<RowSet<Row>> run(ListStatements.Bound statement) {
    return run(statement.sql(), statement.parameters());
  }
}
