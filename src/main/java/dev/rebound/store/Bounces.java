package dev.rebound.store;

import dev.rebound.bounce.Bounce;
import dev.rebound.bounce.BounceDeletion;
import dev.rebound.bounce.BounceEvent;
import dev.rebound.bounce.BounceLookup;
import dev.rebound.bounce.BouncePage;
import dev.rebound.bounce.BounceQuery;
import dev.rebound.bounce.EmailAddress;
import dev.rebound.bounce.EmailFilter;
import dev.rebound.bounce.EventBatch;
import dev.rebound.bounce.IngestCounts;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The bounce list and the events behind it. */
final class Bounces {
  private final Lanes lanes;
  private final short slot;

  /**
   * @param slot which of a day's counts this instance writes to
   */
  Bounces(Lanes lanes, short slot) {
    this.lanes = lanes;
    this.slot = slot;
  }

  Future<Optional<Bounce>> find(BounceLookup lookup) {
    return lanes
        .quick()
        .run(BounceStatements.FIND, Tuple.of(lookup.accountId(), lookup.email().text()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(Bounces::bounce).findFirst());
  }

  Future<BouncePage> page(BounceQuery query) {
    Lane lane = query.filter() instanceof EmailFilter.Pattern ? lanes.search() : lanes.work();
    Future<List<Bounce>> bounces =
        run(lane, ListStatements.page(query))
            .map(
                rows ->
                    StreamSupport.stream(rows.spliterator(), false).map(Bounces::bounce).toList());
    Future<Long> total = run(lane, ListStatements.count(query)).map(Bounces::count);
    return Future.all(bounces, total).map(both -> new BouncePage(bounces.result(), total.result()));
  }

  Future<Long> delete(BounceDeletion deletion) {
    if (deletion.selection() instanceof BounceDeletion.Addresses addresses) {
      String[] emails = addresses.emails().stream().map(EmailAddress::text).toArray(String[]::new);
      Tuple parameters = Tuple.of(deletion.accountId(), slot, emails);
      return lanes.work().run(BounceStatements.DELETE_ADDRESSES, parameters).map(Bounces::count);
    }
    return lanes
        .bulk()
        .run(BounceStatements.DELETE_ALL, Tuple.of(deletion.accountId(), slot))
        .map(Bounces::count);
  }

  Future<IngestCounts> ingest(EventBatch batch) {
    List<BounceEvent> events = batch.events();
    Tuple parameters =
        Tuple.of(batch.accountId(), slot)
            .addArrayOfString(strings(events, event -> event.email().text()))
            .addArrayOfLong(events.stream().map(BounceEvent::occurredAt).toArray(Long[]::new))
            .addArrayOfString(strings(events, event -> event.type().label()))
            .addArrayOfString(strings(events, BounceEvent::reason))
            .addArrayOfString(strings(events, BounceEvent::status))
            .addArrayOfString(strings(events, event -> event.verdict().classification().label()))
            .addArrayOfString(strings(events, event -> event.verdict().rule()))
            .addArrayOfUUID(events.stream().map(BounceEvent::fingerprint).toArray(UUID[]::new))
            .addString(batch.source().label());
    return lanes
        .work()
        .run(BounceStatements.INGEST, parameters)
        .map(rows -> counts(rows, events.size()));
  }

  private static IngestCounts counts(RowSet<Row> rows, int events) {
    Row row = rows.iterator().next();
    long told = row.getLong("told");
    long added = row.getLong("listed") + row.getLong("unlisted");
    return new IngestCounts(added, told - added, events - told);
  }

  private static String[] strings(List<BounceEvent> events, Function<BounceEvent, String> column) {
    return events.stream().map(column).toArray(String[]::new);
  }

  private static Future<RowSet<Row>> run(Lane lane, ListStatements.Bound statement) {
    return lane.run(statement.sql(), statement.parameters());
  }

  static Bounce bounce(Row row) {
    return new Bounce(row.getLong(0), row.getString(1), row.getString(2), row.getString(3));
  }

  static long count(RowSet<Row> rows) {
    return rows.iterator().next().getLong(0);
  }
}
