package dev.rebound.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** Takes statements that read and need not know of the last write. */
sealed interface Reader permits Lane, ReplicaFirst {

  /** Runs a statement; fails as {@link Lane#run} does. */
  Future<RowSet<Row>> run(String sql, Tuple parameters);
}
