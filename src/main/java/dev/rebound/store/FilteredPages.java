package dev.rebound.store;

import dev.rebound.bounce.Bounce;
import dev.rebound.bounce.BouncePage;
import dev.rebound.bounce.BounceQuery;
import dev.rebound.bounce.EmailFilter;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.OptionalLong;

/**
 * Pages of the list through a filter. How many rows match is not known before they are looked for,
 * and the planner's guess is off by orders of magnitude where it matters most. So the cheap ways
 * come first, each with a bound on what it may cost: among the newest rows, where a filter that
 * matches many fills its page; then by the index of the addresses, which finds few among millions.
 * What neither settles goes through the whole list, on the slow lane.
 */
final class FilteredPages {
  private final Lanes lanes;

  FilteredPages(Lanes lanes) {
    this.lanes = lanes;
  }

  Future<BouncePage> page(BounceQuery query) {
    return run(lanes.work(), ListStatements.count(query))
        .map(Bounces::count)
        .compose(rows -> rows <= FilterStatements.LOOKED_AT ? amongFew(query) : amongNewest(query));
  }

  /** All rows are looked at: the number of matches is theirs. */
  private Future<BouncePage> amongFew(BounceQuery query) {
    return run(lanes.work(), FilterStatements.countedNewest(query))
        .map(rows -> page(query, bounces(rows), OptionalLong.of(matches(rows))));
  }

  private Future<BouncePage> amongNewest(BounceQuery query) {
    int limit = query.page().limit();
    if (query.page().offset() > FilterStatements.LOOKED_AT - limit) {
      return amongCounted(query);
    }
    return run(lanes.work(), FilterStatements.newest(query))
        .map(FilteredPages::bounces)
        .compose(
            bounces ->
                bounces.size() == limit
                    ? Future.succeededFuture(page(query, bounces, OptionalLong.empty()))
                    : amongCounted(query));
  }

  private Future<BouncePage> amongCounted(BounceQuery query) {
    // A pattern without three letters in a row has no index that could find it.
    Lane lane = query.filter() instanceof EmailFilter.Pattern ? lanes.search() : lanes.work();
    return run(lane, FilterStatements.counted(query))
        .compose(
            rows ->
                matches(rows) <= FilterStatements.COUNTED
                    ? Future.succeededFuture(
                        page(query, bounces(rows), OptionalLong.of(matches(rows))))
                    : amongAll(query));
  }

  private Future<BouncePage> amongAll(BounceQuery query) {
    return run(lanes.search(), FilterStatements.all(query))
        .map(FilteredPages::bounces)
        .map(bounces -> page(query, bounces, end(query, bounces)));
  }

  /** Where the last page ends, all are counted after all. */
  private static OptionalLong end(BounceQuery query, List<Bounce> bounces) {
    boolean isLast = !bounces.isEmpty() && bounces.size() < query.page().limit();
    return isLast ? OptionalLong.of(query.page().offset() + bounces.size()) : OptionalLong.empty();
  }

  /** Behind a position, what was counted is not the whole. */
  private static BouncePage page(BounceQuery query, List<Bounce> bounces, OptionalLong total) {
    return new BouncePage(bounces, query.after().isPresent() ? OptionalLong.empty() : total);
  }

  /** A counted page without rows is one row without an address. */
  private static List<Bounce> bounces(RowSet<Row> rows) {
    return rows.size() == 0 || rows.iterator().next().getString(1) == null
        ? List.of()
        : Rows.all(rows, Bounces::bounce);
  }

  private static long matches(RowSet<Row> rows) {
    return rows.iterator().next().getLong(4);
  }

  private static Future<RowSet<Row>> run(Lane lane, ListStatements.Bound statement) {
    return lane.run(statement.sql(), statement.parameters());
  }
}
