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
 * planner's estimate is wrong by orders of magnitude where it matters most. A sample of the newest
 * addresses decides which search comes first: with many matches, a search among the newest rows
 * fills its page; few matches among millions of rows are found by the index of addresses. Both have
 * bounded cost. If neither fills the page, the search lane searches the whole list.
 */
final class FilteredPages {
  static final Bounds BOUNDS = new Bounds(500, 10_000, 10_000, 100_000);

  // With fewer matches, a sample says nothing about their number.
  private static final int MIN_SEEN = 5;

  private final Lanes lanes;
  private final Bounds bounds;
  private final ListSamples samples;

  FilteredPages(Lanes lanes, Bounds bounds) {
    this.lanes = lanes;
    this.bounds = bounds;
    this.samples = ListSamples.of(lanes.pages(), bounds.sampledRows());
  }

  /**
   * The bounds of the cheap searches.
   *
   * @param sampledRows the newest addresses by which a search is chosen
   * @param scannedRows the newest rows that a search reads
   * @param countedMatches the matches that a search counts and sorts
   * @param shortList the rows of a list, or range, up to which a search counts matches first: on a
   *     longer list, a filter with many matches would wait for a count that ends at its bound
   */
  record Bounds(int sampledRows, int scannedRows, int countedMatches, int shortList) {}

  /**
   * An estimate for a filter on a long list.
   *
   * @param fillsPage whether the newest rows probably have the page's matches
   * @param isFew whether an index finds the matches, and their number is probably within its bound
   */
  private record Estimate(boolean fillsPage, boolean isFew) {}

  Future<BouncePage> page(BouncePage.Query query) {
    return samples.find(query.accountId()).compose(sample -> page(query, sample));
  }

  private Future<BouncePage> page(BouncePage.Query query, ListSamples.Sample sample) {
    boolean isRange = !(query.filter() instanceof EmailFilter.Pattern);
    if (sample.rows() <= bounds.shortList()) {
      return isRange ? countMatches(query) : searchShort(query, sample.rows());
    }
    Estimate estimate = estimate(query, sample);
    if (query.created().isAll() || isRange && estimate.isFew()) {
      return searchLong(query, estimate);
    }
    return lanes
        .pages()
        .run(ListStatements.count(query))
        .map(Bounces::count)
        .compose(
            rows ->
                rows <= bounds.shortList()
                    ? searchShort(query, rows)
                    : searchLong(query, estimate));
  }

  private Estimate estimate(BouncePage.Query query, ListSamples.Sample sample) {
    long size = sample.newest().size();
    long seen = sample.matches(query.filter());
    double end = (double) query.page().offset() + query.page().limit();
    boolean isKnown = seen >= MIN_SEEN;
    return new Estimate(
        isKnown && seen * bounds.scannedRows() >= end * size,
        isIndexed(query.filter())
            && (!isKnown || seen * sample.rows() <= bounds.countedMatches() * size));
  }

  private Future<BouncePage> searchShort(BouncePage.Query query, long rows) {
    return rows <= bounds.scannedRows() || !isIndexed(query.filter())
        ? scanAll(query)
        : countMatches(query);
  }

  private Future<BouncePage> searchLong(BouncePage.Query query, Estimate estimate) {
    return estimate.fillsPage()
        ? newest(lanes.pages(), query, bounds.scannedRows())
            .compose(
                found ->
                    found.size() == query.page().limit()
                        ? Future.succeededFuture(page(query, found, OptionalLong.empty()))
                        : searchRest(query, estimate))
        : searchRest(query, estimate);
  }

  private Future<BouncePage> searchRest(BouncePage.Query query, Estimate estimate) {
    return estimate.isFew() ? countMatches(query) : searchWholeList(query);
  }

  private Future<BouncePage> scanAll(BouncePage.Query query) {
    return lanes
        .pages()
        .run(FilterStatements.few(query))
        .map(rows -> page(query, found(rows), OptionalLong.of(matches(rows))));
  }

  private static boolean isIndexed(EmailFilter filter) {
    return !(filter instanceof EmailFilter.Pattern pattern)
        || pattern.hasTrigram()
        || pattern.pair().isPresent();
  }

  private Future<BouncePage> countMatches(BouncePage.Query query) {
    int most = bounds.countedMatches();
    Future<RowSet<Row>> counted =
        query.filter() instanceof EmailFilter.Pattern
            ? lanes.searches().run(FilterStatements.counted(query, most))
            : lanes.pages().run(RangeStatements.page(query, most));
    return counted.compose(
        rows ->
            matches(rows) <= most
                ? Future.succeededFuture(page(query, found(rows), OptionalLong.of(matches(rows))))
                : searchWholeList(query));
  }

  private Future<BouncePage> searchWholeList(BouncePage.Query query) {
    return newest(lanes.searches(), query, Long.MAX_VALUE)
        .map(found -> page(query, found, totalAtEnd(query, found)));
  }

  private static Future<BouncePage> newest(ReadLane lane, BouncePage.Query query, long rows) {
    return lane.run(FilterStatements.newest(query, rows)).map(FilteredPages::found);
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
    return rows.size() == 0 ? 0 : rows.iterator().next().getLong(4);
  }
}
