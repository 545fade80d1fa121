package dev.rebound.domain;

import java.util.Optional;

/**
 * A page of a selection, in ascending order of time and address.
 *
 * @param after the last row of the previous page; empty for the first page
 * @param offset the rows to skip on the first page, 0 or more
 * @param limit the most rows on the page, 1 to {@value #MAX_LIMIT}
 */
public record BounceScan(
    BounceSelection selection, Optional<Bounce> after, long offset, int limit) {
  public static final int MAX_LIMIT = 1000;
}
