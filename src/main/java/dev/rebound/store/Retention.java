package dev.rebound.store;

import dev.rebound.domain.HistoryEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.OptionalLong;

/** Deletes events that are older than the retention period. */
final class Retention {
  /** Events per statement. It takes tens of milliseconds, and blocks the deletion of a list. */
  static final int BATCH = 1_000;

  private final Lane lane;
  private final StoreMeters meters;

  Retention(Lane lane, StoreMeters meters) {
    this.lane = lane;
    this.meters = meters;
  }

  Future<Boolean> cut(HistoryEvent.Cut cut) {
    return lane.run(RetentionStatements.CUT, Tuple.of(cut.accountId(), cut.firstKept()))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  Future<OptionalLong> delete(HistoryEvent.Cut cut) {
    return lane.run(RetentionStatements.DELETE, Tuple.of(cut.accountId(), cut.firstKept(), BATCH))
        .map(rows -> deleted(rows.iterator().next()))
        .onSuccess(rows -> meters.deleted(rows.orElse(0)));
  }

  private static OptionalLong deleted(Row row) {
    return row.getBoolean(1) ? OptionalLong.of(row.getLong(0)) : OptionalLong.empty();
  }
}
