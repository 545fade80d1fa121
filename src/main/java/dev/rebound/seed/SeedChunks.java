package dev.rebound.seed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The chunks of a plan in order. Other threads generate a few chunks ahead, about ten megabytes,
 * while the caller copies one.
 */
final class SeedChunks implements AutoCloseable {
  private static final int ROWS_PER_CHUNK = 10_000;
  private static final int MAX_THREADS = 4;

  private final SeedGenerator generator;
  private final long rows;
  private final long[] accountIds;
  private final int threads =
      Math.max(1, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors() - 1));
  private final ExecutorService executor = Executors.newFixedThreadPool(threads);
  private final Deque<Future<SeedChunk>> ahead = new ArrayDeque<>();

  private long submitted;

  SeedChunks(SeedPlan plan, long[] accountIds) {
    this.generator = new SeedGenerator(plan);
    this.rows = plan.rows();
    this.accountIds = accountIds;
  }

  /** Waits for the next chunk; empty after the last one. */
  Optional<SeedChunk> next() throws InterruptedException {
    while (submitted < rows && ahead.size() <= threads) {
      long from = submitted;
      long to = Math.min(rows, from + ROWS_PER_CHUNK);
      submitted = to;
      ahead.add(executor.submit(() -> SeedChunk.generate(generator, accountIds, from, to)));
    }
    if (ahead.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ahead.remove().get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot generate a chunk", e.getCause());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
