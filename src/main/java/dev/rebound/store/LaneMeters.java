package dev.rebound.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** The metrics of a lane, summed over all instances of the store. */
final class LaneMeters {
  private final StoreMeters store;
  private final LongAdder queued = new LongAdder();
  private final LongAdder inFlight = new LongAdder();
  private final List<Pool> pools = new CopyOnWriteArrayList<>();

  LaneMeters(StoreMeters store, MeterRegistry registry, String name) {
    this.store = store;
    Tags tags = Tags.of("lane", name);
    registry.gauge("rebound.lane.queued", tags, queued);
    registry.gauge("rebound.lane.in.flight", tags, inFlight);
    registry.gauge("rebound.lane.connections", tags, pools, LaneMeters::connections);
  }

  private static double connections(List<Pool> pools) {
    return pools.stream().mapToInt(Pool::size).sum();
  }

  /** Adds a client's connections to the count until {@link #closed}. */
  void opened(SqlClient client) {
    if (client instanceof Pool pool) {
      pools.add(pool);
    }
  }

  void closed(SqlClient client) {
    pools.remove(client);
  }

  /** Counts a statement until it has its connection. */
  <T> Future<T> waiting(Future<T> connection) {
    queued.increment();
    return connection.onComplete(done -> queued.decrement());
  }

  /** Counts a statement until its result arrives, and records the time. */
  <T> Future<T> running(String sql, Future<T> result) {
    long start = System.nanoTime();
    inFlight.increment();
    return result.onComplete(
        done -> {
          inFlight.decrement();
          store.recordStatement(sql, done.succeeded(), System.nanoTime() - start);
        });
  }
}
