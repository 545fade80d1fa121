package dev.rebound.seed;

/**
 * A SplitMix64 generator of random numbers. Its sequences never change, while Java's own generators
 * may change between Java versions.
 */
public final class SeededRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * @param number the number of the sequence; every seed has a sequence for each number
   */
  public SeededRandom(long seed, long number) {
    state = mix(mix(seed + GOLDEN_GAMMA) + number);
  }

  private long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Returns a number from 0 to bound - 1. */
  public int nextInt(int bound) {
    return (int) ((nextLong() >>> 32) * bound >>> 32);
  }

  /** Returns a number from 0 to 1, excluding 1. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Returns true with a probability of {@code percent} percent. */
  public boolean nextBoolean(int percent) {
    return nextInt(100) < percent;
  }

  static long mix(long number) {
    long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
