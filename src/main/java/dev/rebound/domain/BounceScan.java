package dev.rebound.domain;

/**
 * A window on a selection in ascending order of time and address.
 *
 * @param after the last row of the window before, or null for the first
 * @param offset rows to skip in the first window, 0 or more
 * @param limit rows at most, 1 to {@value #MAX_LIMIT}
 */
public record BounceScan(BounceSelection selection, Bounce after, long offset, int limit) {
  public static final int MAX_LIMIT = 1000;
}
