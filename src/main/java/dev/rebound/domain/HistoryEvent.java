package dev.rebound.domain;

import java.time.LocalDate;
import java.util.List;
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

  /**
   * A page of a history.
   *
   * @param events up to {@value Bounce#MAX_WINDOW_BYTES} bytes of reasons
   * @param isLast whether the history has no older events
   */
  public record Page(List<HistoryEvent> events, boolean isLast) {
    public Page {
      events = List.copyOf(events);
    }
  }

  /** An event's position in the history: its time in Unix seconds and its fingerprint. */
  public record Position(long occurredAt, UUID fingerprint) {}

  /**
   * A query for the classes of addresses.
   *
   * @param emails at most {@value #MAX_SIZE}, each once
   */
  public record ClassQuery(long accountId, List<EmailAddress> emails) {
    public static final int MAX_SIZE = 500;

    public ClassQuery {
      emails = List.copyOf(emails);
    }
  }

  /** The class of the newest bounce of an address, and the rule that found it. */
  public record BounceClass(String email, String classification, String rule) {}

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
