package dev.rebound.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The connections of one store instance.
 *
 * @param quick for statements of a few milliseconds: lookups and keys
 * @param work for pages and writes
 * @param search for filters that may have to look at the whole list
 * @param bulk for what takes as long as it takes: emptying a list
 * @param pages for pages and totals: a replica where there is one, or <i>work</i>
 * @param searches for pages that may have to look at the whole list: a replica, or <i>search</i>
 * @param replicas the lanes to replicas, if any
 */
record Lanes(
    Lane quick,
    Lane work,
    Lane search,
    Lane bulk,
    Reader pages,
    Reader searches,
    List<Lane> replicas) {
  private static final Duration QUICK_TIMEOUT = Duration.ofSeconds(2);
  // With the queue timeout a little less than the bus waits for an answer, so that nothing runs on
  // for
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
  // Through a pooler, which lends a session for one transaction: many of them side by side instead
  // of many statements on one connection, which would keep its session from others.
  private static final Lane.Limits QUICK_TRANSACTIONS =
      new Lane.Limits("quick", 8, 1, 1_000, QUICK_PATIENCE, QUICK_TIMEOUT, false);
  private static final int WORK_QUEUED = 500;
  // No more than have a chance to be searched for in time.
  private static final Lane.Limits SEARCH =
      new Lane.Limits("search", 2, 1, 16, WORK_PATIENCE, WORK_TIMEOUT, true);
  private static final Lane.Limits BULK =
      new Lane.Limits("bulk", 1, 1, 20, BULK_PATIENCE, BULK_TIMEOUT, false);

  // Who finds no connection there in this time has time left to ask the primary.
  private static final Duration REPLICA_PATIENCE = Duration.ofMillis(500);
  private static final Lane.Limits REPLICA_SEARCH =
      new Lane.Limits("replica-search", 2, 1, 16, REPLICA_PATIENCE, WORK_TIMEOUT, true);

  static Lanes open(Vertx vertx, StoreOptions options, StoreMeters meters) {
    PrimarySelector primary = PrimarySelector.toPrimary(vertx, options.servers());
    int connections = options.connections();
    Lane quick =
        primary.throughPooler()
            ? pooled(vertx, primary, QUICK_TRANSACTIONS, meters)
            : Lane.pipelined(vertx, primary, QUICK, meters.lane(QUICK.name()));
    Lane work = pooled(vertx, primary, work("work", connections, WORK_PATIENCE), meters);
    Lane search = pooled(vertx, primary, SEARCH, meters);
    Lane bulk = pooled(vertx, primary, BULK, meters);
    if (options.replicas().isEmpty()) {
      return new Lanes(quick, work, search, bulk, work, search, List.of());
    }
    PrimarySelector replicas = PrimarySelector.toReplicas(vertx, options.replicas().get());
    Lane pages = pooled(vertx, replicas, work("replica", connections, REPLICA_PATIENCE), meters);
    Lane searches = pooled(vertx, replicas, REPLICA_SEARCH, meters);
    return new Lanes(
        quick,
        work,
        search,
        bulk,
        new ReplicaFirst(pages, work, System::nanoTime),
        new ReplicaFirst(searches, search, System::nanoTime),
        List.of(pages, searches));
  }

  private static Lane pooled(
      Vertx vertx, PrimarySelector connector, Lane.Limits limits, StoreMeters meters) {
    return Lane.pooled(vertx, connector, limits, meters.lane(limits.name()));
  }

  private static Lane.Limits work(String name, int connections, Duration queueTimeout) {
    return new Lane.Limits(name, connections, 1, WORK_QUEUED, queueTimeout, WORK_TIMEOUT, false);
  }

  Future<Void> close() {
    Stream<Lane> all = Stream.concat(Stream.of(quick, work, search, bulk), replicas.stream());
    return Future.join(all.map(Lane::close).toList()).mapEmpty();
  }
}
