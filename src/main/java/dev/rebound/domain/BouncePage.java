package dev.rebound.domain;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of the list.
 *
 * @param bounces the page's rows, up to {@value Bounce#MAX_WINDOW_BYTES} bytes of reasons
 * @param omitted the positions of the page's further rows
 * @param total the number of matching rows on all pages; empty when they are too many to count or
 *     the page does not start at an offset
 */
public record BouncePage(List<Bounce> bounces, List<Position> omitted, OptionalLong total) {
  public BouncePage {
    bounces = bounces instanceof BounceColumns ? bounces : List.copyOf(bounces);
    omitted = List.copyOf(omitted);
  }

  /** Returns the number of the page's rows. */
  public int size() {
    return bounces.size() + omitted.size();
  }

  /** Returns the position of the last row. The page is not empty. */
  public Position last() {
    return omitted.isEmpty()
        ? Position.of(bounces.get(bounces.size() - 1))
        : omitted.get(omitted.size() - 1);
  }

  /**
   * A query for a page of an account's list, newest first.
   *
   * @param after the end of the previous page; this page then starts after it and has offset 0
   */
  public record Query(
      long accountId, TimeRange created, EmailFilter filter, Page page, Optional<Position> after) {

    public Query {
      if (after.isPresent() && page.offset() != 0) {
        throw new IllegalArgumentException("a page starts at an offset or after a row, not both");
      }
    }
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
