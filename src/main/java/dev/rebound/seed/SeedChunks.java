package dev.rebound.seed;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventBatch;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

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
  private final Deque<Future<Chunk>> ahead = new ArrayDeque<>();

  private long submitted;

  SeedChunks(SeedPlan plan, long[] accountIds) {
    this.generator = new SeedGenerator(plan);
    this.rows = plan.rows();
    this.accountIds = accountIds;
  }

  /** Waits for the next chunk; empty after the last one. */
  Optional<Chunk> next() throws InterruptedException {
    while (submitted < rows && ahead.size() <= threads) {
      long from = submitted;
      long to = Math.min(rows, from + ROWS_PER_CHUNK);
      submitted = to;
      ahead.add(executor.submit(() -> Chunk.generate(generator, accountIds, from, to)));
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

  /**
   * Some rows of a plan as COPY data.
   *
   * @param bounces rows of {@code bounce}
   * @param events rows of {@code bounce_event}
   */
  record Chunk(int rows, long eventCount, ByteBuffer bounces, ByteBuffer events) {
    private static final int BYTES_A_ROW = 320;
    private static final int BOUNCE_COLUMNS = 8;
    private static final int EVENT_COLUMNS = 10;

    /**
     * Generates rows.
     *
     * @param accountIds the ids of the plan's accounts, in the plan's order
     * @param from the first row
     * @param to the row after the last one
     */
    static Chunk generate(SeedGenerator generator, long[] accountIds, long from, long to) {
      int rows = (int) (to - from);
      CopyData bounces = new CopyData(rows * BYTES_A_ROW);
      CopyData events = new CopyData(rows * BYTES_A_ROW * 3 / 2);
      long eventCount = 0;
      for (long number = from; number < to; number++) {
        SeedGenerator.Row row = generator.row(number);
        long account = accountIds[row.account()];
        addBounce(bounces, account, row);
        Stream.concat(row.bounces().stream(), row.blocks().stream())
            .forEach(event -> addEvent(events, account, event));
        eventCount += row.bounces().size() + row.blocks().size();
      }
      return new Chunk(rows, eventCount, bounces.end(), events.end());
    }

    // The columns of SeedStatements.COPY_BOUNCES.
    private static void addBounce(CopyData data, long account, SeedGenerator.Row row) {
      BounceEvent newest = row.newest();
      data.row(BOUNCE_COLUMNS)
          .number(account)
          .text(newest.email().text())
          .time(row.createdAt())
          .text(newest.reason())
          .text(newest.status())
          .text(newest.verdict().classification().label())
          .time(newest.occurredAt())
          .id(newest.fingerprint());
    }

    // The columns of SeedStatements.COPY_EVENTS.
    private static void addEvent(CopyData data, long account, BounceEvent event) {
      data.row(EVENT_COLUMNS)
          .number(account)
          .time(event.occurredAt())
          .id(event.fingerprint())
          .text(event.email().text())
          .text(event.type().label())
          .text(event.reason())
          .text(event.status())
          .text(event.verdict().classification().label())
          .text(event.verdict().rule())
          .text(EventBatch.Source.IMPORT.label());
    }
  }
}
