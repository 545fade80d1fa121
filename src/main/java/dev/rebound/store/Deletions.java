package dev.rebound.store;

import dev.rebound.domain.DeletionEntry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** Reads the audit of deletions. */
final class Deletions {
  private final Lanes lanes;

  Deletions(Lanes lanes) {
    this.lanes = lanes;
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
        row.getLong(5));
  }

  /** Adds the parameters of {@link DeletionStatements#recorded}. */
  static Tuple addOrigin(Tuple parameters, DeletionEntry.Origin origin) {
    return parameters
        .addUUID(origin.id())
        .addString(origin.kind().label())
        .addString(origin.keyId().orElse(null))
        .addString(origin.requestId().orElse(null));
  }
}
