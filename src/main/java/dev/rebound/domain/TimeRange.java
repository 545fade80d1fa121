package dev.rebound.domain;

/**
 * A range of time in Unix seconds, both ends inclusive. A range that ends before it starts is
 * empty. The constructor accepts any two numbers: it moves ends that no row can have.
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
