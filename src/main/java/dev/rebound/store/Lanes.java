package dev.rebound.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The lanes of one store instance.
 *
 * @param quick for lookups, which take a few milliseconds
 * @param keys for keys, accounts and the readiness check, which no lookup delays; <i>quick</i>
 *     through a pooler
 * @param work for pages, histories and writes
 * @param search for filters that may read the whole list
 * @param bulk for statements of minutes, such as deleting a whole list
 * @param pages for pages and totals: replicas if there are any, else <i>work</i>
 * @param searches for filters that may read the whole list: replicas if any, else <i>search</i>
 * @param replicas the lanes to replicas, for {@link #close}
 */
record Lanes(
    Lane quick,
    Lane keys,
    Lane work,
    Lane search,
    Lane bulk,
    ReadLane pages,
    ReadLane searches,
    List<Lane> replicas) {
  private static final Duration QUICK_TIMEOUT = Duration.ofSeconds(2);
  // With the queue timeout a little less than the timeout of the bus, so that no statement runs
  // after its caller has given up.
  private static final Duration WORK_TIMEOUT = Duration.ofSeconds(14);
  private static final Duration WORK_QUEUE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration BULK_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration BULK_QUEUE_TIMEOUT = Duration.ofSeconds(30);

  // Long enough for the first connection of a command. HTTP requests time out earlier.
  private static final Duration QUICK_QUEUE_TIMEOUT = Duration.ofSeconds(12);

  // Statements in flight on one connection, each of a millisecond or less. The statements of one
  // account delay another account's by as many at most.
  private static final int PIPELINED = 16;

  // Lookups are batched and keys are cached: a longer queue means that the database hangs.
  private static final Lane.Limits QUICK = pipelined("quick");
  private static final Lane.Limits KEYS = pipelined("keys");
  // Through a pooler: parallel transactions. Pipelined statements on one connection would keep one
  // session of the pooler busy.
  private static final Lane.Limits QUICK_TRANSACTIONS =
      new Lane.Limits("quick", 8, 1, 1_000, QUICK_QUEUE_TIMEOUT, QUICK_TIMEOUT, Lane.Plans.LOOKUPS);
  private static final int WORK_QUEUED = 500;
  // As many as can finish before they time out.
  private static final Lane.Limits SEARCH =
      new Lane.Limits("search", 2, 1, 16, WORK_QUEUE_TIMEOUT, WORK_TIMEOUT, Lane.Plans.SEARCHES);
  // Longer than an ingest may take, so that no long deletion fails because of one.
  private static final Duration BULK_LOCK_TIMEOUT = WORK_TIMEOUT.plusSeconds(1);
  private static final Lane.Limits BULK =
      new Lane.Limits(
          "bulk",
          2,
          1,
          20,
          BULK_QUEUE_TIMEOUT,
          BULK_TIMEOUT,
          BULK_LOCK_TIMEOUT,
          Lane.Plans.PREPARED);

  // Short enough to leave time for the primary.
  private static final Duration REPLICA_QUEUE_TIMEOUT = Duration.ofMillis(500);
  private static final Lane.Limits REPLICA_SEARCH =
      new Lane.Limits(
          "replica-search", 2, 1, 16, REPLICA_QUEUE_TIMEOUT, WORK_TIMEOUT, Lane.Plans.SEARCHES);

  static Lanes open(Vertx vertx, StoreOptions options, StoreMeters meters) {
    PrimarySelector primary = PrimarySelector.toPrimary(vertx, options.servers());
    int connections = options.connections();
    boolean isPooled = primary.throughPooler();
    // Citus needs the values of a statement to plan it.
    Lane.Plans plans = primary.isCitus() ? Lane.Plans.PREPARED : Lane.Plans.LOOKUPS;
    Lane quick =
        isPooled
            ? pooled(vertx, primary, QUICK_TRANSACTIONS.with(plans), meters)
            : pipelined(vertx, primary, QUICK.with(plans), meters);
    Lane keys = isPooled ? quick : pipelined(vertx, primary, KEYS.with(plans), meters);
    Lane work = pooled(vertx, primary, work("work", connections, WORK_QUEUE_TIMEOUT), meters);
    Lane search = pooled(vertx, primary, SEARCH, meters);
    Lane bulk = pooled(vertx, primary, BULK, meters);
    if (options.replicas().isEmpty()) {
      return new Lanes(quick, keys, work, search, bulk, work, search, List.of());
    }
    PrimarySelector replicas = PrimarySelector.toReplicas(vertx, options.replicas().get());
    Lane pages =
        pooled(vertx, replicas, work("replica", connections, REPLICA_QUEUE_TIMEOUT), meters);
    Lane searches = pooled(vertx, replicas, REPLICA_SEARCH, meters);
    return new Lanes(
        quick,
        keys,
        work,
        search,
        bulk,
        new ReplicaFirst(pages, work, System::nanoTime),
        new ReplicaFirst(searches, search, System::nanoTime),
        List.of(pages, searches));
  }

  private static Lane pipelined(
      Vertx vertx, PrimarySelector selector, Lane.Limits limits, StoreMeters meters) {
    return Lane.pipelined(vertx, selector, limits, meters.lane(limits.name()));
  }

  private static Lane pooled(
      Vertx vertx, PrimarySelector selector, Lane.Limits limits, StoreMeters meters) {
    return Lane.pooled(vertx, selector, limits, meters.lane(limits.name()));
  }

  private static Lane.Limits pipelined(String name) {
    return new Lane.Limits(
        name, 1, PIPELINED, 1_000, QUICK_QUEUE_TIMEOUT, QUICK_TIMEOUT, Lane.Plans.LOOKUPS);
  }

  private static Lane.Limits work(String name, int connections, Duration queueTimeout) {
    return new Lane.Limits(
        name, connections, 1, WORK_QUEUED, queueTimeout, WORK_TIMEOUT, Lane.Plans.PREPARED);
  }

  Future<Void> close() {
    Stream<Lane> all = Stream.concat(Stream.of(quick, keys, work, search, bulk), replicas.stream());
    return Future.join(all.distinct().map(Lane::close).toList()).mapEmpty();
  }
}
