package dev.rebound.domain;

/**
 * A range of time in Unix seconds, both ends inclusive. Ends beyond what can be stored are drawn
 * in, so that any two numbers make a range; a range that ends before it starts is empty.
 */
public record TimeRange(long from, long to) {
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  public TimeRange {
    from = Math.min(Math.max(from, 0), BounceEvent.MAX_TIME + 1);
    to = Math.min(Math.max(to, -1), BounceEvent.MAX_TIME);
  }

  public boolean isAll() {
    return equals(ALL);
  }
}
