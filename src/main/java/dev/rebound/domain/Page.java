package dev.rebound.domain;

/**
 * A window on the list.
 *
 * @param limit rows at most, 1 to {@value #MAX_LIMIT}
 * @param offset rows to skip, 0 or more
 */
public record Page(int limit, long offset) {
  /** SendGrid's default and greatest page size (contract, 2.7). */
  public static final int MAX_LIMIT = 500;

  public Page {
    if (limit < 1 || limit > MAX_LIMIT || offset < 0) {
      throw new IllegalArgumentException("limit 1 to " + MAX_LIMIT + " and offset from 0");
    }
  }

  /** As many rows further down, or up when negative; never above the top. */
  public Page shifted(long rows) {
    // What is as far down as a number can tell stays there.
    long shifted = rows > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + rows;
    return new Page(limit, Math.max(shifted, 0));
  }
}
