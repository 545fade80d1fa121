package dev.rebound.domain;

import java.util.Optional;

/**
 * A query for a page of an account's list, newest first.
 *
 * @param after the end of the previous page; this page then starts after it and has offset 0
 */
public record BounceQuery(
    long accountId, TimeRange created, EmailFilter filter, Page page, Optional<Position> after) {

  public BounceQuery {
    if (after.isPresent() && page.offset() != 0) {
      throw new IllegalArgumentException("a page starts at an offset or after a row, not both");
    }
  }

  /** Creates a query by offset. */
  public BounceQuery(long accountId, TimeRange created, EmailFilter filter, Page page) {
    this(accountId, created, filter, page, Optional.empty());
  }

  /**
   * A position in the list's order. The row at the position may have been deleted.
   *
   * @param created Unix seconds, 0 to {@value BounceEvent#MAX_TIME}
   * @param email the row's address, without U+0000
   */
  public record Position(long created, String email) {
    public Position {
      if (created < 0 || created > BounceEvent.MAX_TIME || email.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("no row can have this position");
      }
    }

    public static Position of(Bounce bounce) {
      return new Position(bounce.created(), bounce.email());
    }
  }
}
