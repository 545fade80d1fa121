package dev.rebound.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The totals of whole days, ordered by day ascending, count descending and name ascending.
 *
 * @param next the first day of the next page; empty on the last page
 */
public record TotalsPage(List<DayTotal> totals, Optional<LocalDate> next) {
  public TotalsPage {
    totals = List.copyOf(totals);
  }

  /**
   * The number of events on a day.
   *
   * @param name the class or the domain
   */
  public record DayTotal(LocalDate day, String name, long count) {}
}
