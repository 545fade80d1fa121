package dev.rebound.store;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceQuery;
import dev.rebound.domain.EmailFilter;
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
  static final Bounds BOUNDS = new Bounds(1_000, 10_000, 10_000, 100_000);

  private final Lanes lanes;
  private final Bounds bounds;

  FilteredPages(Lanes lanes, Bounds bounds) {
    this.lanes = lanes;
    this.bounds = bounds;
  }

  /**
   * How far the cheap ways go.
   *
   * @param glancedAt rows of which one has to match, newest first, before more are looked at
   * @param lookedAt rows that are looked at, newest first
   * @param counted matches that are counted, and sorted
   * @param shortList rows of a list, or range, up to which matches are counted before a page is
   *     looked for: on a longer one a common filter would wait for a count that ends at its bound
   */
  record Bounds(int glancedAt, int lookedAt, int counted, int shortList) {}

  Future<BouncePage> page(BounceQuery query) {
    return run(lanes.pages(), ListStatements.count(query))
        .map(Bounces::count)
        .compose(rows -> page(query, rows));
  }

  private Future<BouncePage> page(BounceQuery query, long rows) {
    if (rows > bounds.shortList()) {
      return amongNewest(query);
    }
    boolean isFew = rows <= bounds.lookedAt();
    return isFew || !isIndexed(query.filter()) ? amongFew(query) : amongCounted(query);
  }

  /** All rows are looked at: the number of matches is theirs. */
  private Future<BouncePage> amongFew(BounceQuery query) {
    return run(lanes.pages(), FilterStatements.few(query))
        .map(rows -> page(query, found(rows), OptionalLong.of(matches(rows))));
  }

  private Future<BouncePage> amongNewest(BounceQuery query) {
    int limit = query.page().limit();
    if (query.page().offset() > bounds.lookedAt() - limit) {
      return amongIndexed(query);
    }
    boolean mayGlance = query.page().offset() == 0 && isIndexed(query.filter());
    return mayGlance ? afterGlance(query, limit) : afterLook(query, limit);
  }

  // What no row of the first thousand matches is rare, and found by the index in less time than it
  // takes to look at the others.
  private Future<BouncePage> afterGlance(BounceQuery query, int limit) {
    return newest(query, bounds.glancedAt())
        .compose(
            found -> {
              if (found.size() == limit) {
                return uncounted(query, found);
              }
              return found.isEmpty() ? amongIndexed(query) : afterLook(query, limit);
            });
  }

  private Future<BouncePage> afterLook(BounceQuery query, int limit) {
    return newest(query, bounds.lookedAt())
        .compose(found -> found.size() == limit ? uncounted(query, found) : amongIndexed(query));
  }

  private Future<List<Bounce>> newest(BounceQuery query, int rows) {
    return run(lanes.pages(), FilterStatements.newest(query, rows)).map(FilteredPages::found);
  }

  private static Future<BouncePage> uncounted(BounceQuery query, List<Bounce> found) {
    return Future.succeededFuture(page(query, found, OptionalLong.empty()));
  }

  private Future<BouncePage> amongIndexed(BounceQuery query) {
    return isIndexed(query.filter()) ? amongCounted(query) : amongAll(query);
  }

  private static boolean isIndexed(EmailFilter filter) {
    return !(filter instanceof EmailFilter.Pattern pattern) || pattern.hasTrigram();
  }

  private Future<BouncePage> amongCounted(BounceQuery query) {
    Reader reader =
        query.filter() instanceof EmailFilter.Pattern ? lanes.searches() : lanes.pages();
    return run(reader, FilterStatements.counted(query, bounds.counted()))
        .compose(
            rows ->
                matches(rows) <= bounds.counted()
                    ? Future.succeededFuture(
                        page(query, found(rows), OptionalLong.of(matches(rows))))
                    : amongAll(query));
  }

  private Future<BouncePage> amongAll(BounceQuery query) {
    return run(lanes.searches(), FilterStatements.newest(query, Long.MAX_VALUE))
        .map(FilteredPages::found)
        .map(found -> page(query, found, end(query, found)));
  }

  /** Where the last page ends, all are counted after all. */
  private static OptionalLong end(BounceQuery query, List<Bounce> bounces) {
    long offset = query.page().offset();
    boolean isLast = bounces.size() < query.page().limit() && (offset == 0 || !bounces.isEmpty());
    return isLast ? OptionalLong.of(offset + bounces.size()) : OptionalLong.empty();
  }

  /** Behind a position, what was counted is not the whole. */
  private static BouncePage page(BounceQuery query, List<Bounce> bounces, OptionalLong total) {
    return new BouncePage(bounces, query.after().isPresent() ? OptionalLong.empty() : total);
  }

  /** A counted page without rows is one row without an address. */
  private static List<Bounce> found(RowSet<Row> rows) {
    return rows.size() == 0 || rows.iterator().next().getString(1) == null
        ? List.of()
        : Rows.all(rows, Bounces::bounce);
  }

  private static long matches(RowSet<Row> rows) {
    return rows.iterator().next().getLong(4);
  }

  private static Future<RowSet<Row>> run(Reader reader, ListStatements.Bound statement) {
    return reader.run(statement.sql(), statement.parameters());
  }
}
