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
  private static final Duration QUICK_TIMEOUT = Duration.ofSeconds(2);
  // With the patience a little less than the bus waits for an answer, so that nothing runs on for
  // nobody.
  private static final Duration WORK_TIMEOUT = Duration.ofSeconds(14);
  private static final Duration WORK_PATIENCE = Duration.ofSeconds(5);
  private static final Duration BULK_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration BULK_PATIENCE = Duration.ofSeconds(30);

  // Of commands, whose first question waits for their first connection. Requests give up earlier.
  private static final Duration QUICK_PATIENCE = Duration.ofSeconds(12);

  // Lookups come together and keys are remembered: more than this is a store that stands still.
  private static final Lane.Limits QUICK =
      new Lane.Limits("quick", 1, 256, 1_000, QUICK_PATIENCE, QUICK_TIMEOUT, false);
  private static final int WORK_QUEUED = 500;
  // No more than have a chance to be searched for in time.
  private static final Lane.Limits SEARCH =
      new Lane.Limits("search", 2, 1, 16, WORK_PATIENCE, WORK_TIMEOUT, true);
  private static final Lane.Limits BULK =
      new Lane.Limits("bulk", 1, 1, 20, BULK_PATIENCE, BULK_TIMEOUT, false);

  static Lanes open(Vertx vertx, StoreOptions options) {
    return new Lanes(
        Lane.pipelined(vertx, options, QUICK),
        Lane.pooled(vertx, options, work(options.connections())),
        Lane.pooled(vertx, options, SEARCH),
        Lane.pooled(vertx, options, BULK));
  }

  private static Lane.Limits work(int connections) {
    return new Lane.Limits("work", connections, 1, WORK_QUEUED, WORK_PATIENCE, WORK_TIMEOUT, false);
  }

  Future<Void> close() {
    return Future.join(List.of(quick.close(), work.close(), search.close(), bulk.close()))
        .mapEmpty();
  }
}
