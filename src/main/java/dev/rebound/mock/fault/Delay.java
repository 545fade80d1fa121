package dev.rebound.mock.fault;

import java.util.Random;

/** How much later; never more than {@value #MAX_MILLIS} ms. */
public sealed interface Delay {
  /** Ten minutes, which outlasts every client. */
  int MAX_MILLIS = 600_000;

  /** Draws one, in milliseconds. */
  long millis(Random random);

  /** Always the same. */
  record Fixed(int millis) implements Delay {
    @Override
    public long millis(Random random) {
      return millis;
    }
  }

  /** Each as likely as the others, from the least to the greatest. */
  record Uniform(int least, int greatest) implements Delay {
    @Override
    public long millis(Random random) {
      return least + random.nextInt(greatest - least + 1);
    }
  }

  /**
   * As latencies are in the wild: half of them below the median, some far above.
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
