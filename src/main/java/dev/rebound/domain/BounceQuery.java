package dev.rebound.domain;

import java.util.Optional;

/**
 * Which part of an account's list is asked for, newest first.
 *
 * @param after where the page before ended; the page then begins behind it and its offset is 0
 */
public record BounceQuery(
    long accountId, TimeRange created, EmailFilter filter, Page page, Optional<Position> after) {

  public BounceQuery {
    if (after.isPresent() && page.offset() != 0) {
      throw new IllegalArgumentException("a page begins at an offset or behind a row, not at both");
    }
  }

  /** A query by offset. */
  public BounceQuery(long accountId, TimeRange created, EmailFilter filter, Page page) {
    this(accountId, created, filter, page, Optional.empty());
  }

  /**
   * A row's place in the list's order, whether the row is still there or not.
   *
   * @param created Unix seconds, 0 to {@value BounceEvent#MAX_TIME}
   * @param email of the row, without U+0000
   */
  public record Position(long created, String email) {
    public Position {
      if (created < 0 || created > BounceEvent.MAX_TIME || email.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("no row of a list can be there");
      }
    }

    public static Position of(Bounce bounce) {
      return new Position(bounce.created(), bounce.email());
    }
  }
}
