package dev.rebound.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** Stands still at the start of a minute of 2026 until it is moved. */
public final class TestClock extends Clock {
  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

  private volatile Consumer<Instant> follower = time -> {};

  public void advance(Duration duration) {
    now = now.plus(duration);
    follower.accept(now);
  }

  /** Tells another clock the time, now and whenever it is moved. */
  void follow(Consumer<Instant> other) {
    follower = other;
    other.accept(now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the service knows UTC only");
  }
}
