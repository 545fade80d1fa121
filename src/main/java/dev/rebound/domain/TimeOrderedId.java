package dev.rebound.domain;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** UUIDs of version 7 (RFC 9562, 5.7): their order is the order of their times. */
public final class TimeOrderedId {
  private static final long VERSION = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int TIME_SHIFT = 16;
  private static final int NANOS_PER_MILLI = 1_000_000;
  // The 12 bits after the version hold the fraction of the millisecond (RFC 9562, 6.2, method 3).
  private static final long FRACTIONS = 1 << 12;

  private TimeOrderedId() {}

  /** Returns a bound: the ids of this millisecond and later are greater, those before are less. */
  public static UUID startOf(Instant time) {
    return new UUID(Math.max(0, time.toEpochMilli()) << TIME_SHIFT, 0);
  }

  /** Generates the id of a time. */
  public static UUID of(Instant time) {
    long fraction = time.getNano() % NANOS_PER_MILLI * FRACTIONS / NANOS_PER_MILLI;
    long random = ThreadLocalRandom.current().nextLong() >>> 2;
    return new UUID(time.toEpochMilli() << TIME_SHIFT | VERSION | fraction, VARIANT | random);
  }
}
