package dev.rebound.store;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceColumns;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reads the bounce list. */
final class Bounces {
  private final Lanes lanes;
  private final Lane quick;
  private final FilteredPages filtered;
  private final ListedAndErased listedAndErased;

  /**
   * @param erased addresses that replies have although the list does not
   */
  Bounces(Lanes lanes, ErasedAddresses erased) {
    this.lanes = lanes;
    this.listedAndErased = new ListedAndErased(erased, lanes);
    this.quick = lanes.quick();
    this.filtered = new FilteredPages(lanes, FilteredPages.BOUNDS);
  }

  /** Returns the rows of the addresses. For a few hundred addresses at most. */
  Future<Bounce.Found> findFew(Bounce.Lookup lookup) {
    return find(quick, lookup);
  }

  /** Returns the rows of the addresses. */
  Future<Bounce.Found> findMany(Bounce.Lookup lookup) {
    return find(lanes.work(), lookup);
  }

  private Future<Bounce.Found> find(Lane lane, Bounce.Lookup lookup) {
    List<EmailAddress> emails = lookup.emails();
    Future<RowSet<Row>> rows =
        emails.size() == 1
            ? lane.run(BounceStatements.FIND, Tuple.of(lookup.accountId(), emails.get(0).text()))
            : lane.run(
                emails.size() <= Bounce.Lookup.SMALL_SIZE
                    ? BounceStatements.FIND_FEW
                    : BounceStatements.FIND_MANY,
                Tuple.of(lookup.accountId()).addArrayOfString(texts(emails)));
    return rows.map(Bounces::found).compose(found -> listedAndErased.find(lookup, found));
  }

  private static Bounce.Found found(RowSet<Row> rows) {
    return new Bounce.Found(
        ReasonWindow.within(rows)
            .map(Bounces::bounce)
            .collect(Collectors.toUnmodifiableMap(Bounce::email, bounce -> bounce)),
        ReasonWindow.beyond(rows).stream()
            .map(row -> row.getString(1))
            .collect(Collectors.toUnmodifiableSet()));
  }

  static String[] texts(List<EmailAddress> emails) {
    return emails.stream().map(EmailAddress::text).toArray(String[]::new);
  }

  Future<BouncePage> page(BouncePage.Query query) {
    return listedAndErased.page(query, this::listed);
  }

  private Future<BouncePage> listed(BouncePage.Query query) {
    if (!(query.filter() instanceof EmailFilter.Any)) {
      return filtered.page(query);
    }
    return lanes
        .pages()
        .run(ListStatements.page(query))
        .compose(
            rows ->
                columns(query, rows.iterator().next())
                    .map(Future::succeededFuture)
                    .orElseGet(() -> pageRows(query)));
  }

  /** Reads a page that has a separator within a field, or reasons beyond the window. */
  private Future<BouncePage> pageRows(BouncePage.Query query) {
    return lanes.pages().run(ListStatements.pageRows(query)).compose(rows -> page(query, rows));
  }

  private static Optional<BouncePage> columns(BouncePage.Query query, Row row) {
    OptionalLong total =
        query.after().isPresent() ? OptionalLong.empty() : OptionalLong.of(row.getLong(5));
    int size = row.getInteger(0);
    if (size == 0) {
      return Optional.of(new BouncePage(List.of(), List.of(), total));
    }
    return Optional.ofNullable(row.getString(3))
        .flatMap(
            reasons ->
                BounceColumns.split(
                    size, row.getString(1), row.getString(2), reasons, row.getString(4)))
        .map(bounces -> new BouncePage(bounces, List.of(), total));
  }

  private Future<BouncePage> page(BouncePage.Query query, RowSet<Row> rows) {
    if (query.after().isPresent()) {
      return Future.succeededFuture(page(rows, OptionalLong.empty()));
    }
    Future<Long> total =
        rows.size() == 0
            ? lanes.pages().run(ListStatements.count(query)).map(Bounces::count)
            : Future.succeededFuture(rows.iterator().next().getLong(4));
    return total.map(all -> page(rows, OptionalLong.of(all)));
  }

  static BouncePage page(RowSet<Row> rows, OptionalLong total) {
    return new BouncePage(
        ReasonWindow.within(rows).map(Bounces::bounce).toList(),
        ReasonWindow.beyond(rows).stream().map(Bounces::position).toList(),
        total);
  }

  private static BouncePage.Position position(Row row) {
    return new BouncePage.Position(row.getLong(0), row.getString(1));
  }

  Future<BounceSelection.Rows> scan(BounceSelection.Scan scan) {
    return listedAndErased.scan(scan, this::scanListed);
  }

  private Future<BounceSelection.Rows> scanListed(BounceSelection.Scan scan) {
    BounceSelection selection = scan.selection();
    Tuple parameters = SelectionStatements.parameters(selection);
    String sql;
    if (scan.after().isEmpty()) {
      sql = SelectionStatements.scan(selection);
      parameters.addInteger(scan.limit()).addLong(scan.offset());
    } else {
      Bounce last = scan.after().get();
      sql = SelectionStatements.scanAfter(selection);
      parameters.addLong(last.created()).addString(last.email()).addInteger(scan.limit());
    }
    return lanes.work().run(sql, parameters).map(rows -> rows(rows, scan.limit()));
  }

  private static BounceSelection.Rows rows(RowSet<Row> rows, int limit) {
    List<Bounce> bounces = ReasonWindow.within(rows).map(Bounces::bounce).toList();
    return new BounceSelection.Rows(bounces, bounces.size() == rows.size() && rows.size() < limit);
  }

  Future<Long> countSelected(BounceSelection selection) {
    return lanes
        .work()
        .run(SelectionStatements.count(selection), SelectionStatements.parameters(selection))
        .map(Bounces::count);
  }

  private static Bounce bounce(Row row) {
    return new Bounce(row.getLong(0), row.getString(1), row.getString(2), row.getString(3));
  }

  static long count(RowSet<Row> rows) {
    return rows.iterator().next().getLong(0);
  }
}
