package dev.rebound.store;

import dev.rebound.domain.BouncePage;
import dev.rebound.domain.EmailFilter;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.OptionalLong;

/**
 * Pages of the list through a filter. The number of matches is unknown before a search, and the
 * planner's estimate is wrong by orders of magnitude where it matters most. So cheap searches with
 * bounded cost come first: among the newest rows, where a filter with many matches fills its page,
 * then with the index of addresses, which finds few matches among millions of rows. If neither
 * fills the page, the search lane searches the whole list.
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
   * The bounds of the cheap searches.
   *
   * @param sampledRows the newest rows in which a search must find a match to continue with {@code
   *     scannedRows}
   * @param scannedRows the newest rows that a search reads
   * @param countedMatches the matches that a search counts and sorts
   * @param shortList the rows of a list, or range, up to which a search counts matches first: on a
   *     longer list, a filter with many matches would wait for a count that ends at its bound
   */
  record Bounds(int sampledRows, int scannedRows, int countedMatches, int shortList) {}

  Future<BouncePage> page(BouncePage.Query query) {
    return lanes
        .pages()
        .run(ListStatements.count(query))
        .map(Bounces::count)
        .compose(rows -> page(query, rows));
  }

  private Future<BouncePage> page(BouncePage.Query query, long rows) {
    if (rows > bounds.shortList()) {
      return searchNewest(query);
    }
    return rows <= bounds.scannedRows() || !isIndexed(query.filter())
        ? scanAll(query)
        : countMatches(query);
  }

  private Future<BouncePage> scanAll(BouncePage.Query query) {
    return lanes
        .pages()
        .run(FilterStatements.few(query))
        .map(rows -> page(query, found(rows), OptionalLong.of(matches(rows))));
  }

  private Future<BouncePage> searchNewest(BouncePage.Query query) {
    if (query.page().offset() > bounds.scannedRows() - query.page().limit()) {
      return searchIndexed(query);
    }
    return query.page().offset() == 0 && isIndexed(query.filter())
        ? sampleNewest(query)
        : scanNewest(query);
  }

  // Without a match in the sample, matches are rare: the index finds them faster than a scan.
  private Future<BouncePage> sampleNewest(BouncePage.Query query) {
    return newest(query, bounds.sampledRows())
        .compose(
            found -> {
              if (found.size() == query.page().limit()) {
                return uncounted(query, found);
              }
              return found.size() == 0 ? searchIndexed(query) : scanNewest(query);
            });
  }

  private Future<BouncePage> scanNewest(BouncePage.Query query) {
    return newest(query, bounds.scannedRows())
        .compose(
            found ->
                found.size() == query.page().limit()
                    ? uncounted(query, found)
                    : searchIndexed(query));
  }

  private Future<BouncePage> newest(BouncePage.Query query, int rows) {
    return lanes.pages().run(FilterStatements.newest(query, rows)).map(FilteredPages::found);
  }

  private static Future<BouncePage> uncounted(BouncePage.Query query, BouncePage found) {
    return Future.succeededFuture(page(query, found, OptionalLong.empty()));
  }

  private Future<BouncePage> searchIndexed(BouncePage.Query query) {
    return isIndexed(query.filter()) ? countMatches(query) : searchWholeList(query);
  }

  private static boolean isIndexed(EmailFilter filter) {
    return !(filter instanceof EmailFilter.Pattern pattern) || pattern.hasTrigram();
  }

  private Future<BouncePage> countMatches(BouncePage.Query query) {
    ReadLane lane =
        query.filter() instanceof EmailFilter.Pattern ? lanes.searches() : lanes.pages();
    return lane.run(FilterStatements.counted(query, bounds.countedMatches()))
        .compose(
            rows ->
                matches(rows) <= bounds.countedMatches()
                    ? Future.succeededFuture(
                        page(query, found(rows), OptionalLong.of(matches(rows))))
                    : searchWholeList(query));
  }

  private Future<BouncePage> searchWholeList(BouncePage.Query query) {
    return lanes
        .searches()
        .run(FilterStatements.newest(query, Long.MAX_VALUE))
        .map(FilteredPages::found)
        .map(found -> page(query, found, totalAtEnd(query, found)));
  }

  /** Returns the number of matches if this is the last page: its rows and those before it. */
  private static OptionalLong totalAtEnd(BouncePage.Query query, BouncePage found) {
    long offset = query.page().offset();
    boolean isLast = found.size() < query.page().limit() && (offset == 0 || found.size() > 0);
    return isLast ? OptionalLong.of(offset + found.size()) : OptionalLong.empty();
  }

  /** Drops the total of a page after a position: it does not include the rows before. */
  private static BouncePage page(BouncePage.Query query, BouncePage found, OptionalLong total) {
    return new BouncePage(
        found.bounces(), found.omitted(), query.after().isPresent() ? OptionalLong.empty() : total);
  }

  /** Returns the page's rows; a counted page without rows is one row without an address. */
  private static BouncePage found(RowSet<Row> rows) {
    return rows.size() == 0 || rows.iterator().next().getString(1) == null
        ? new BouncePage(List.of(), List.of(), OptionalLong.empty())
        : Bounces.page(rows, OptionalLong.empty());
  }

  private static long matches(RowSet<Row> rows) {
    return rows.iterator().next().getLong(4);
  }
}
