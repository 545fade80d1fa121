package dev.rebound.store;

import dev.rebound.domain.TotalsPage;
import dev.rebound.domain.Verification;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads, folds and verifies the counts of events by day. */
final class Totals {
  /** Rows per page. A page has whole days; a single day with more rows is one larger page. */
  static final int PAGE_SIZE = 10_000;

  // Rows per statement. It takes some ten milliseconds, in which a writer may wait for it.
  private static final int FOLD_BATCH = 1_000;

  private final Lanes lanes;

  Totals(Lanes lanes) {
    this.lanes = lanes;
  }

  Future<TotalsPage> page(TotalsPage.Query query) {
    return run(query, query.days(), PAGE_SIZE + 1).compose(totals -> wholeDays(query, totals));
  }

  private Future<TotalsPage> wholeDays(TotalsPage.Query query, List<TotalsPage.DayTotal> totals) {
    if (totals.size() <= PAGE_SIZE) {
      return Future.succeededFuture(new TotalsPage(totals, Optional.empty()));
    }
    LocalDate first = totals.get(0).day();
    LocalDate last = totals.get(totals.size() - 1).day();
    if (first.equals(last)) {
      return run(query, new TotalsPage.DayRange(first, first), Integer.MAX_VALUE)
          .map(day -> new TotalsPage(day, Optional.of(first.plusDays(1))));
    }
    // The last day may have more rows than the limit.
    List<TotalsPage.DayTotal> whole =
        totals.stream().takeWhile(total -> total.day().isBefore(last)).toList();
    return Future.succeededFuture(new TotalsPage(whole, Optional.of(last)));
  }

  private Future<List<TotalsPage.DayTotal>> run(
      TotalsPage.Query query, TotalsPage.DayRange days, int limit) {
    Tuple parameters = Tuple.of(query.accountId(), days.from(), days.to(), limit);
    query
        .classification()
        .ifPresent(classification -> parameters.addString(classification.label()));
    String sql =
        query.classification().isEmpty() ? TotalsStatements.BY_CLASS : TotalsStatements.BY_DOMAIN;
    return lanes.pages().run(sql, parameters).map(rows -> totals(rows.iterator().next()));
  }

  /** Splits the columns. Neither a class nor a domain has a control character. */
  private static List<TotalsPage.DayTotal> totals(Row columns) {
    Integer[] days = columns.getArrayOfIntegers(0);
    if (days == null) {
      return List.of();
    }
    String[] names = JoinedColumn.split(columns.getString(1));
    Long[] counts = columns.getArrayOfLongs(2);
    List<TotalsPage.DayTotal> totals = new ArrayList<>(days.length);
    LocalDate day = LocalDate.EPOCH;
    for (int i = 0; i < days.length; i++) {
      day = day.toEpochDay() == days[i] ? day : LocalDate.ofEpochDay(days[i]);
      totals.add(new TotalsPage.DayTotal(day, names[i], counts[i]));
    }
    return totals;
  }

  /** Verifies one table after another; each statement counts all events of the account. */
  Future<Verification> verify(Verification.Request request) {
    Tuple parameters = Tuple.of(request.accountId(), request.repair());
    return count(VerifyStatements.BOUNCE_DAY, parameters)
        .compose(
            bounceDays ->
                count(VerifyStatements.DOMAIN_DAY, parameters)
                    .compose(
                        domainDays ->
                            listDifferences(parameters)
                                .map(
                                    listDays ->
                                        new Verification(bounceDays, domainDays, listDays))));
  }

  private Future<Long> listDifferences(Tuple parameters) {
    return count(VerifyStatements.LIST_DAY, parameters)
        .compose(days -> count(VerifyStatements.LIST_TOTAL, parameters).map(total -> days + total));
  }

  /** Folds some counts of each table, and returns the number of rows that it replaced. */
  Future<Long> fold(long accountId) {
    Tuple parameters = Tuple.of(accountId, FOLD_BATCH);
    return count(FoldStatements.LIST_DAY, parameters)
        .compose(
            listDays ->
                count(FoldStatements.BOUNCE_DAY, parameters)
                    .compose(
                        bounceDays ->
                            count(FoldStatements.DOMAIN_DAY, parameters)
                                .map(domainDays -> listDays + bounceDays + domainDays)));
  }

  private Future<Long> count(String sql, Tuple parameters) {
    return lanes.bulk().run(sql, parameters).map(Bounces::count);
  }
}
