package dev.rebound.domain;

import java.util.List;
import java.util.Optional;

/**
 * The rows of an account's list that match all of these conditions.
 *
 * @param emails the row has one of these addresses; empty for any address
 * @param severity empty for any severity
 */
public record BounceSelection(
    long accountId, TimeRange created, List<EmailAddress> emails, Optional<Severity> severity) {
  public BounceSelection {
    emails = List.copyOf(emails);
  }

  /** Returns the selection of an account's whole list. */
  public static BounceSelection all(long accountId) {
    return new BounceSelection(accountId, TimeRange.ALL, List.of(), Optional.empty());
  }

  /**
   * A page of a selection, in ascending order of time and address.
   *
   * @param after the last row of the previous page; empty for the first page
   * @param offset the rows to skip on the first page, 0 or more
   * @param limit the most rows on the page, 1 to {@value #MAX_LIMIT}
   */
  public record Scan(BounceSelection selection, Optional<Bounce> after, long offset, int limit) {
    public static final int MAX_LIMIT = 1000;
  }

  /**
   * A page of a selection.
   *
   * @param bounces up to {@value Bounce#MAX_WINDOW_BYTES} bytes of reasons
   * @param isLast whether the selection has no further rows
   */
  public record Rows(List<Bounce> bounces, boolean isLast) {
    public Rows {
      bounces = List.copyOf(bounces);
    }
  }

  /**
   * The legacy API's two types of bounces (contract, 4.5): soft if the status starts with a 4, else
   * hard, also without a status.
   */
  public enum Severity {
    HARD,
    SOFT
  }
}
