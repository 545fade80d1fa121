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

  /**
   * A query for an account's bounces and blocks on each day, by class, or by domain for one class.
   *
   * @param classification empty for totals by class
   */
  public record Query(long accountId, Optional<Classification> classification, DayRange days) {}

  /** A range of UTC days, both ends inclusive. A range that ends before it starts is empty. */
  public record DayRange(LocalDate from, LocalDate to) {
    /** The first day that an event may have. */
    public static final LocalDate FIRST = LocalDate.EPOCH;

    /** The last day that an event may have. */
    public static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /** Moves ends that no event can have to {@link #FIRST} and {@link #LAST}. */
    public DayRange {
      from = from.isBefore(FIRST) ? FIRST : from;
      to = to.isAfter(LAST) ? LAST : to;
    }

    public DayRange startingAt(LocalDate day) {
      return new DayRange(day, to);
    }
  }
}
