package dev.rebound.store;

import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.HistoryEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.OptionalLong;

/** Reads the events of an address, and deletes events that are older than the retention period. */
final class History {
  /** Events per statement. It takes tens of milliseconds. */
  static final int DELETE_BATCH = 1_000;

  private final Lanes lanes;
  private final StoreMeters meters;

  History(Lanes lanes, StoreMeters meters) {
    this.lanes = lanes;
    this.meters = meters;
  }

  Future<HistoryEvent.Page> find(HistoryEvent.Query query) {
    Tuple parameters = Tuple.of(query.accountId(), query.email().text(), query.limit());
    query
        .before()
        .ifPresent(before -> parameters.addLong(before.occurredAt()).addUUID(before.fingerprint()));
    String sql = query.before().isEmpty() ? HistoryStatements.NEWEST : HistoryStatements.BEFORE;
    return lanes.work().run(sql, parameters).map(rows -> page(rows, query.limit()));
  }

  private static HistoryEvent.Page page(RowSet<Row> rows, int limit) {
    List<HistoryEvent> events = ReasonWindow.within(rows).map(History::event).toList();
    return new HistoryEvent.Page(events, rows.size() < limit && events.size() == rows.size());
  }

  private static HistoryEvent event(Row row) {
    return new HistoryEvent(
        row.getLong(0),
        row.getUUID(1),
        row.getString(3),
        row.getString(2),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7));
  }

  Future<List<HistoryEvent.BounceClass>> classes(HistoryEvent.ClassQuery query) {
    String[] emails = query.emails().stream().map(EmailAddress::text).toArray(String[]::new);
    return lanes
        .work()
        .run(HistoryStatements.CLASSES, Tuple.of(query.accountId()).addArrayOfString(emails))
        .map(rows -> rows.stream().map(History::bounceClass).toList());
  }

  private static HistoryEvent.BounceClass bounceClass(Row row) {
    return new HistoryEvent.BounceClass(row.getString(0), row.getString(1), row.getString(2));
  }

  Future<Boolean> cut(HistoryEvent.Cut cut) {
    return lanes
        .bulk()
        .run(HistoryStatements.CUT, Tuple.of(cut.accountId(), cut.firstKept()))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  Future<OptionalLong> delete(HistoryEvent.Cut cut) {
    return lanes
        .bulk()
        .run(HistoryStatements.DELETE, Tuple.of(cut.accountId(), cut.firstKept(), DELETE_BATCH))
        .map(rows -> deleted(rows.iterator().next()))
        .onSuccess(rows -> meters.deleted(rows.orElse(0)));
  }

  private static OptionalLong deleted(Row row) {
    return row.getBoolean(1) ? OptionalLong.of(row.getLong(0)) : OptionalLong.empty();
  }
}
