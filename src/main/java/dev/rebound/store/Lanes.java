package dev.rebound.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * The connections of one store instance.
 *
 * @param quick for statements of a few milliseconds: lookups and keys
 * @param work for pages and writes
 * @param search for filters that may have to look at the whole list
 * @param bulk for what takes as long as it takes: emptying a list
 */
record Lanes(Lane quick, Lane work, Lane search, Lane bulk) {
  private static final int QUICK_CONNECTIONS = 1;
  private static final int QUICK_PIPELINED = 256;
  private static final int QUICK_QUEUED = 10_000;
  private static final int WORK_QUEUED = 1_000;
  private static final int SEARCH_CONNECTIONS = 2;
  private static final int SEARCH_QUEUED = 100;
  private static final int BULK_CONNECTIONS = 1;
  private static final int BULK_QUEUED = 20;

  private static final Duration QUICK_TIMEOUT = Duration.ofSeconds(2);
  // Shorter than the bus waits for an answer, so that little runs on for nobody.
  private static final Duration WORK_TIMEOUT = Duration.ofSeconds(14);
  private static final Duration BULK_TIMEOUT = Duration.ofMinutes(10);

  static Lanes open(Vertx vertx, StoreOptions options) {
    return new Lanes(
        Lane.pipelined(
            vertx,
            options,
            new Lane.Limits(
                QUICK_CONNECTIONS, QUICK_PIPELINED, QUICK_QUEUED, QUICK_TIMEOUT, false)),
        Lane.pooled(
            vertx,
            options,
            new Lane.Limits(options.connections(), 1, WORK_QUEUED, WORK_TIMEOUT, false)),
        Lane.pooled(
            vertx,
            options,
            new Lane.Limits(SEARCH_CONNECTIONS, 1, SEARCH_QUEUED, WORK_TIMEOUT, true)),
        Lane.pooled(
            vertx,
            options,
            new Lane.Limits(BULK_CONNECTIONS, 1, BULK_QUEUED, BULK_TIMEOUT, false)));
  }

  Future<Void> close() {
    return Future.join(List.of(quick.close(), work.close(), search.close(), bulk.close()))
        .mapEmpty();
  }
}
