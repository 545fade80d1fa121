package dev.rebound.domain;

import java.time.LocalDate;

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
