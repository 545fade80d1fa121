package dev.rebound.store;

import dev.rebound.domain.HistoryEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Reads the events of an address. */
final class History {
  private final Lane lane;

  History(Lane lane) {
    this.lane = lane;
  }

  Future<List<HistoryEvent>> find(HistoryEvent.Query query) {
    Tuple parameters = Tuple.of(query.accountId(), query.email().text(), query.limit());
    query
        .before()
        .ifPresent(before -> parameters.addLong(before.occurredAt()).addUUID(before.fingerprint()));
    String sql = query.before().isEmpty() ? HistoryStatements.NEWEST : HistoryStatements.BEFORE;
    return lane.run(sql, parameters).map(rows -> rows.stream().map(History::event).toList());
  }

  private static HistoryEvent event(Row row) {
    return new HistoryEvent(
        row.getLong(0),
        row.getUUID(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7));
  }
}
