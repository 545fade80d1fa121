package dev.rebound.mock.fault;

import java.util.Random;

/** The distribution of a latency, at most {@value #MAX_MILLIS} ms. */
public sealed interface Delay {
  /** Ten minutes, longer than any client waits. */
  int MAX_MILLIS = 600_000;

  /** Draws a delay in milliseconds. */
  long millis(Random random);

  /** A constant delay. */
  record Fixed(int millis) implements Delay {
    @Override
    public long millis(Random random) {
      return millis;
    }
  }

  /** A uniform distribution from the least to the greatest delay. */
  record Uniform(int least, int greatest) implements Delay {
    @Override
    public long millis(Random random) {
      return least + random.nextInt(greatest - least + 1);
    }
  }

  /**
   * A log-normal distribution, like real latencies: half are below the median, some far above.
   *
   * @param median in milliseconds, above 0
   * @param sigma of the logarithm, 0 or more; 1 makes one of a hundred ten times the median
   */
  record LogNormal(double median, double sigma) implements Delay {
    @Override
    public long millis(Random random) {
      double millis = median * Math.exp(sigma * random.nextGaussian());
      return Math.round(Math.min(millis, MAX_MILLIS));
    }
  }
}
