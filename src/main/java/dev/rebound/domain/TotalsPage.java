package dev.rebound.domain;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Totals of whole days: days ascending, counts descending, names ascending.
 *
 * @param next the day to go on from; empty when there is no more
 */
public record TotalsPage(List<DayTotal> totals, Optional<LocalDate> next) {
  public TotalsPage {
    totals = List.copyOf(totals);
  }

  /**
   * How many on a day.
   *
   * @param name of the class or the domain
   */
  public record DayTotal(LocalDate day, String name, long count) {}
}
