package dev.rebound.mock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that can be stopped and moved while others read it. */
public final class MockClock extends Clock {
  private final Clock real;
  private volatile Clock current;

  public MockClock(Clock real) {
    this.real = real;
    this.current = real;
  }

  /** Stands still from now on. */
  void freeze(Instant at) {
    current = Clock.fixed(at, real.getZone());
  }

  /** Goes on, this far from the real one. */
  void shift(Duration offset) {
    current = Clock.offset(real, offset);
  }

  /** Is the real one again. */
  void reset() {
    current = real;
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a mock's clock has one zone");
  }

  @Override
  public Instant instant() {
    return current.instant();
  }
}
