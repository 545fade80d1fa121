package dev.rebound.store;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Adds erased addresses to replies that name an address. All other replies stay as they are. */
final class ListedAndErased {
  private static final Comparator<Bounce> OLDEST_FIRST =
      Comparator.comparingLong(Bounce::created).thenComparing(Bounce::email);

  private final ErasedAddresses erased;
  private final Lane quick;
  private final Lane work;

  ListedAndErased(ErasedAddresses erased, Lanes lanes) {
    this.erased = erased;
    this.quick = lanes.quick();
    this.work = lanes.work();
  }

  /** Adds the addresses of a lookup that are not on the list. */
  Future<Bounce.Found> find(Bounce.Lookup lookup, Bounce.Found found) {
    if (!erased.mayHave(lookup.accountId())) {
      return Future.succeededFuture(found);
    }
    List<EmailAddress> missing =
        lookup.emails().stream()
            .filter(
                email ->
                    !found.bounces().containsKey(email.text())
                        && !found.omitted().contains(email.text()))
            .toList();
    Lane lane = missing.size() > Bounce.Lookup.SMALL_SIZE ? work : quick;
    return erased
        .find(lane, lookup.accountId(), missing)
        .map(
            rows -> {
              Map<String, Bounce> all = new HashMap<>(found.bounces());
              all.putAll(rows);
              return new Bounce.Found(all, found.omitted());
            });
  }

  /** Reads a page. One whose filter is a whole address also has the erased address. */
  Future<BouncePage> page(
      BouncePage.Query query, Function<BouncePage.Query, Future<BouncePage>> list) {
    Optional<EmailAddress> exact =
        erased.mayHave(query.accountId()) && query.filter() instanceof EmailFilter.Prefix prefix
            ? EmailAddress.parse(prefix.start())
            : Optional.empty();
    long end = query.page().offset() + query.page().limit();
    // So many addresses do not start with the same address.
    if (exact.isEmpty() || end > Page.MAX_LIMIT || end < 0) {
      return list.apply(query);
    }
    return erased
        .find(quick, query.accountId(), List.of(exact.get()))
        .compose(
            rows ->
                rows.values().stream()
                    .filter(row -> isSelected(row, query))
                    .findFirst()
                    .map(row -> page(query, row, (int) end, list))
                    .orElseGet(() -> list.apply(query)));
  }

  private static boolean isSelected(Bounce row, BouncePage.Query query) {
    return isWithin(row, query.created())
        && query
            .after()
            .map(after -> new Bounce(after.created(), after.email(), "", ""))
            .map(after -> OLDEST_FIRST.compare(row, after) < 0)
            .orElse(true);
  }

  private static boolean isWithin(Bounce row, TimeRange created) {
    return row.created() >= created.from() && row.created() <= created.to();
  }

  private Future<BouncePage> page(
      BouncePage.Query query,
      Bounce row,
      int end,
      Function<BouncePage.Query, Future<BouncePage>> list) {
    BouncePage.Query fromTop =
        new BouncePage.Query(
            query.accountId(), query.created(), query.filter(), new Page(end, 0), query.after());
    return list.apply(fromTop)
        .compose(
            found -> {
              // Rows with reasons of hundreds of kilobytes, or an address that came back meanwhile.
              boolean isListed =
                  found.bounces().stream().anyMatch(each -> each.email().equals(row.email()));
              if (isListed || !found.omitted().isEmpty()) {
                return list.apply(query);
              }
              List<Bounce> all = sorted(found.bounces(), List.of(row), OLDEST_FIRST.reversed());
              OptionalLong total =
                  found.total().isPresent()
                      ? OptionalLong.of(found.total().getAsLong() + 1)
                      : OptionalLong.empty();
              int from = (int) query.page().offset();
              return Future.succeededFuture(
                  new BouncePage(part(all, from, query.page().limit()), List.of(), total));
            });
  }

  /** Reads a page of a selection. One that names addresses also has the erased ones among them. */
  Future<BounceSelection.Rows> scan(
      BounceSelection.Scan scan,
      Function<BounceSelection.Scan, Future<BounceSelection.Rows>> list) {
    BounceSelection selection = scan.selection();
    long end = scan.offset() + scan.limit();
    boolean isSoft = selection.severity().filter(BounceSelection.Severity.SOFT::equals).isPresent();
    if (isSoft || end > BounceSelection.Scan.MAX_LIMIT || end < 0) {
      return list.apply(scan);
    }
    return erased
        .find(work, selection.accountId(), selection.emails())
        .compose(
            rows -> rows.isEmpty() ? list.apply(scan) : scan(scan, rows.values(), (int) end, list));
  }

  private Future<BounceSelection.Rows> scan(
      BounceSelection.Scan scan,
      Collection<Bounce> erasedRows,
      int end,
      Function<BounceSelection.Scan, Future<BounceSelection.Rows>> list) {
    BounceSelection.Scan fromTop = new BounceSelection.Scan(scan.selection(), scan.after(), 0, end);
    return list.apply(fromTop)
        .map(
            found -> {
              List<Bounce> listed = found.bounces();
              List<Bounce> added =
                  erasedRows.stream()
                      .filter(row -> isWithin(row, scan.selection().created()))
                      .filter(row -> isBehind(row, scan.after()))
                      // Of a part, only the rows before its end are known.
                      .filter(
                          row ->
                              found.isLast()
                                  || OLDEST_FIRST.compare(row, listed.get(listed.size() - 1)) < 0)
                      .filter(row -> listed.stream().noneMatch(each -> isSame(each, row)))
                      .toList();
              List<Bounce> all = sorted(listed, added, OLDEST_FIRST);
              return new BounceSelection.Rows(
                  part(all, (int) scan.offset(), scan.limit()),
                  found.isLast() && all.size() <= end);
            });
  }

  private static boolean isBehind(Bounce row, Optional<Bounce> after) {
    return after.map(last -> OLDEST_FIRST.compare(row, last) > 0).orElse(true);
  }

  private static boolean isSame(Bounce one, Bounce other) {
    return one.email().equals(other.email());
  }

  private static List<Bounce> sorted(
      List<Bounce> listed, List<Bounce> added, Comparator<Bounce> order) {
    List<Bounce> all = new ArrayList<>(listed);
    all.addAll(added);
    all.sort(order);
    return all;
  }

  private static List<Bounce> part(List<Bounce> all, int from, int limit) {
    return all.subList(Math.min(from, all.size()), Math.min(from + limit, all.size()));
  }
}
