package dev.rebound.seed;

/**
 * SplitMix64. The library's generators do not promise the same numbers in the next Java; these are
 * the same for ever.
 */
public final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * @param number which of the seed's sequences
   */
  public Dice(long seed, long number) {
    state = mixed(mixed(seed + GOLDEN) + number);
  }

  long next() {
    state += GOLDEN;
    return mixed(state);
  }

  /** 0 to bound - 1. */
  public int below(int bound) {
    return (int) ((next() >>> 32) * bound >>> 32);
  }

  /** 0 up to, but not, 1. */
  public double fraction() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** True in so many cases of a hundred. */
  public boolean isOneOf(int hundredths) {
    return below(100) < hundredths;
  }

  static long mixed(long number) {
    long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
