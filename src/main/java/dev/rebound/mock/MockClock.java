package dev.rebound.mock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that the controls stop and move while other threads read it. */
public final class MockClock extends Clock {
  private final Clock real;
  private volatile Clock current;

  public MockClock(Clock real) {
    this.real = real;
    this.current = real;
  }

  /** Stops the clock. */
  void freeze(Instant at) {
    current = Clock.fixed(at, real.getZone());
  }

  /** Runs the clock at an offset from the real one. */
  void shift(Duration offset) {
    current = Clock.offset(real, offset);
  }

  /** Returns to the real time. */
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
