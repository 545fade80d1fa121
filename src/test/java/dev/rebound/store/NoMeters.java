package dev.rebound.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Meters that no test looks at. */
final class NoMeters {
  static final StoreMeters STORE = new StoreMeters(new SimpleMeterRegistry());
  static final StoreMeters.LaneMeters LANE = STORE.lane("test");

  private NoMeters() {}
}
