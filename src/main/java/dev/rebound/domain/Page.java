package dev.rebound.domain;

/**
 * A page of the list.
 *
 * @param limit the most rows on the page, 1 to {@value #MAX_LIMIT}
 * @param offset the rows before the page, 0 or more
 */
public record Page(int limit, long offset) {
  /** SendGrid's default and largest page size (contract, 2.7). */
  public static final int MAX_LIMIT = 500;

  public Page {
    if (limit < 1 || limit > MAX_LIMIT || offset < 0) {
      throw new IllegalArgumentException(
          "limit must be 1 to " + MAX_LIMIT + " and offset 0 or more");
    }
  }

  /** Returns the page that starts so many rows later, or earlier if negative, at least at 0. */
  public Page shifted(long rows) {
    // The sum must not overflow.
    long shifted = rows > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + rows;
    return new Page(limit, Math.max(shifted, 0));
  }
}
