package dev.rebound.domain;

import java.time.LocalDate;

/** A range of UTC days, both ends inclusive; one that ends before it starts is empty. */
public record DayRange(LocalDate from, LocalDate to) {
  /** The first and the last day that an event may have. */
  public static final LocalDate FIRST = LocalDate.EPOCH;

  public static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  /** Ends beyond what can be stored are drawn in. */
  public DayRange {
    from = from.isBefore(FIRST) ? FIRST : from;
    to = to.isAfter(LAST) ? LAST : to;
  }

  public DayRange startingAt(LocalDate day) {
    return new DayRange(day, to);
  }
}
