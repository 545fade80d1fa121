package dev.rebound.domain;

import java.time.LocalDate;

/**
 * Where an account's history is cut off: its events of before a UTC day go, the list and the totals
 * stay.
 *
 * @param firstKept a day outside of what an event may have is drawn in
 */
public record HistoryCut(long accountId, LocalDate firstKept) {
  public HistoryCut {
    firstKept = firstKept.isBefore(DayRange.FIRST) ? DayRange.FIRST : firstKept;
    firstKept = firstKept.isAfter(DayRange.LAST) ? DayRange.LAST : firstKept;
  }
}
