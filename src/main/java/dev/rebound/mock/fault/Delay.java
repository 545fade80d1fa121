package dev.rebound.mock.fault;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The distribution of a latency, at most {@value #MAX_MILLIS} ms. */
public sealed interface Delay {
  /** Ten minutes, longer than any client waits. */
  int MAX_MILLIS = 600_000;

  /** Draws a delay in milliseconds. */
  long millis(Random random);

  /**
   * Waits on the event loop of the current request.
   *
   * @param millis 0 or more
   */
  static Future<Void> pause(long millis) {
    return millis == 0
        ? Future.succeededFuture()
        : Vertx.currentContext().owner().timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
  }

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
