package dev.rebound.seed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The chunks of a plan in their order, made on other threads while the one before is copied. A few
 * are made ahead, never more: some ten megabytes.
 */
final class SeedChunks implements AutoCloseable {
  private static final int ROWS = 10_000;
  private static final int MOST_THREADS = 4;

  private final SeedGenerator generator;
  private final long rows;
  private final long[] accountIds;
  private final int threads =
      Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors() - 1));
  private final ExecutorService makers = Executors.newFixedThreadPool(threads);
  private final Deque<Future<SeedChunk>> ahead = new ArrayDeque<>();

  private long begun;

  SeedChunks(SeedPlan plan, long[] accountIds) {
    this.generator = new SeedGenerator(plan);
    this.rows = plan.rows();
    this.accountIds = accountIds;
  }

  /** Waits for the next chunk; null after the last. */
  SeedChunk next() throws InterruptedException {
    while (begun < rows && ahead.size() <= threads) {
      long from = begun;
      begun = Math.min(rows, from + ROWS);
      long to = begun;
      ahead.add(makers.submit(() -> SeedChunk.of(generator, accountIds, from, to)));
    }
    if (ahead.isEmpty()) {
      return null;
    }
    try {
      return ahead.remove().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a chunk could not be made", e.getCause());
    }
  }

  @Override
  public void close() {
    makers.shutdownNow();
  }
}
