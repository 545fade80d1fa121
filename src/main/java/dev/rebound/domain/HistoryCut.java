package dev.rebound.domain;

import java.time.LocalDate;

/**
 * A cut of an account's history: events before a UTC day are deleted, the list and the totals stay.
 *
 * @param firstKept moved to the nearest day that an event may have
 */
public record HistoryCut(long accountId, LocalDate firstKept) {
  public HistoryCut {
    firstKept = firstKept.isBefore(DayRange.FIRST) ? DayRange.FIRST : firstKept;
    firstKept = firstKept.isAfter(DayRange.LAST) ? DayRange.LAST : firstKept;
  }
}
