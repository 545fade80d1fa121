package dev.rebound.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** What is measured of a lane, of all instances of the store together. */
final class LaneMeters {
  private final StoreMeters store;
  private final LongAdder queued = new LongAdder();
  private final LongAdder inFlight = new LongAdder();
  private final List<Pool> pools = new CopyOnWriteArrayList<>();

  LaneMeters(StoreMeters store, MeterRegistry registry, String name) {
    this.store = store;
    register(registry, name, "rebound.lane.queued", meters -> meters.queued.sum());
    register(registry, name, "rebound.lane.in.flight", meters -> meters.inFlight.sum());
    register(registry, name, "rebound.lane.connections", LaneMeters::connections);
  }

  private void register(
      MeterRegistry registry, String lane, String metric, ToDoubleFunction<LaneMeters> value) {
    Gauge.builder(metric, this, value).tag("lane", lane).register(registry);
  }

  private double connections() {
    return pools.stream().mapToInt(Pool::size).sum();
  }

  /** Counts the connections of a client until the lane is closed. */
  void opened(SqlClient client) {
    if (client instanceof Pool pool) {
      pools.add(pool);
    }
  }

  void closed(SqlClient client) {
    pools.remove(client);
  }

  /** Counts a statement that waits for its connection. */
  <T> Future<T> waiting(Future<T> connection) {
    queued.increment();
    return connection.onComplete(done -> queued.decrement());
  }

  /** Counts and times a statement that was handed to the database. */
  <T> Future<T> running(String sql, Future<T> answer) {
    long start = System.nanoTime();
    inFlight.increment();
    return answer.onComplete(
        done -> {
          inFlight.decrement();
          StoreMeters.Outcomes outcomes = store.statement(sql);
          (done.succeeded() ? outcomes.ok() : outcomes.failed())
              .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        });
  }
}
