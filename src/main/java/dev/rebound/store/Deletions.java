package dev.rebound.store;

import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.TimeOrderedId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** Reads the audit of deletions, and puts their kept rows back or removes them. */
final class Deletions {
  private static final int UNDELETE_BATCH = 1_000;
  private static final int PURGE_BATCH = 1_000;

  private final Lanes lanes;
  private final short slot;

  /**
   * @param slot the slot of the day counts that this instance writes to
   */
  Deletions(Lanes lanes, short slot) {
    this.lanes = lanes;
    this.slot = slot;
  }

  Future<List<DeletionEntry>> list(DeletionEntry.Query query) {
    Tuple parameters = Tuple.of(query.accountId(), query.limit());
    query.before().ifPresent(parameters::addUUID);
    String sql = query.before().isEmpty() ? DeletionStatements.NEWEST : DeletionStatements.BEFORE;
    return lanes
        .work()
        .run(sql, parameters)
        .map(rows -> rows.stream().map(Deletions::entry).toList());
  }

  private static DeletionEntry entry(Row row) {
    return new DeletionEntry(
        row.getUUID(0),
        row.getOffsetDateTime(1).toInstant(),
        row.getString(2),
        Optional.ofNullable(row.getString(3)),
        Optional.ofNullable(row.getString(4)),
        row.getLong(5),
        row.getLong(6));
  }

  /** Puts the rows back in batches, each in its own transaction. A repetition continues. */
  Future<DeletionEntry.Restored> undelete(DeletionEntry.Undeletion undeletion) {
    return undelete(undeletion, new DeletionEntry.Restored(0, 0));
  }

  private Future<DeletionEntry.Restored> undelete(
      DeletionEntry.Undeletion undeletion, DeletionEntry.Restored before) {
    Tuple parameters = Tuple.of(undeletion.accountId(), slot, undeletion.id(), UNDELETE_BATCH);
    return lanes
        .bulk()
        .run(DeletionStatements.UNDELETE, parameters)
        .map(rows -> restored(rows.iterator().next()))
        .compose(
            batch ->
                batch.kept() == 0
                    ? Future.succeededFuture(before)
                    : undelete(undeletion, before.plus(batch)));
  }

  private static DeletionEntry.Restored restored(Row row) {
    return new DeletionEntry.Restored(row.getLong(0), row.getLong(1));
  }

  Future<Long> purge(DeletionEntry.Purge purge) {
    Tuple parameters =
        Tuple.of(purge.accountId(), TimeOrderedId.startOf(purge.before()), PURGE_BATCH);
    return lanes.bulk().run(DeletionStatements.PURGE, parameters).map(Bounces::count);
  }

  /** Adds the parameters of {@link DeletionStatements#recorded}. */
  static Tuple addOrigin(Tuple parameters, DeletionEntry.Origin origin, boolean keepsRows) {
    return addOrigin(parameters, origin).addBoolean(keepsRows);
  }

  /** Adds the parameters of {@link DeletionStatements#noted}. */
  static Tuple addOrigin(Tuple parameters, DeletionEntry.Origin origin) {
    return parameters
        .addUUID(origin.id())
        .addString(origin.kind().label())
        .addString(origin.keyId().orElse(null))
        .addString(origin.requestId().orElse(null));
  }
}
