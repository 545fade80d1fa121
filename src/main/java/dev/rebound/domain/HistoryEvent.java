package dev.rebound.domain;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * An event in the history of an address.
 *
 * @param occurredAt Unix seconds
 * @param source the label of an {@link EventBatch.Source}
 */
public record HistoryEvent(
    long occurredAt,
    UUID fingerprint,
    String type,
    String reason,
    String status,
    String classification,
    String rule,
    String source) {
  /**
   * A query for the events of an address, newest first.
   *
   * @param before the oldest event of the previous page; empty for the first page
   */
  public record Query(long accountId, EmailAddress email, Optional<Position> before, int limit) {}

  /** An event's position in the history: its time in Unix seconds and its fingerprint. */
  public record Position(long occurredAt, UUID fingerprint) {}

  /**
   * A cut of an account's history: events before a UTC day are deleted, the list and the totals
   * stay.
   *
   * @param firstKept moved to the nearest day that an event may have
   */
  public record Cut(long accountId, LocalDate firstKept) {
    public Cut {
      firstKept =
          firstKept.isBefore(TotalsPage.DayRange.FIRST) ? TotalsPage.DayRange.FIRST : firstKept;
      firstKept =
          firstKept.isAfter(TotalsPage.DayRange.LAST) ? TotalsPage.DayRange.LAST : firstKept;
    }
  }
}
