package dev.rebound.store;

import dev.rebound.bus.Meters;
import dev.rebound.domain.EventBatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The metrics of the store, summed over its instances; docs/metrics.md describes them. */
public final class StoreMeters {
  private final MeterRegistry registry;
  private final Counter newRows;
  private final Counter duplicateRows;
  private final DistributionSummary ingestBatches;
  private final Counter deletedRows;
  private final Map<String, LaneMeters> lanes = new ConcurrentHashMap<>();
  // By text; the number of texts is bounded.
  private final Map<String, Outcomes> statements = new ConcurrentHashMap<>();

  /** The durations of one statement's runs. */
  private record Outcomes(Timer ok, Timer failed) {}

  public StoreMeters(MeterRegistry registry) {
    this.registry = registry;
    this.newRows = rows("new");
    this.duplicateRows = rows("duplicate");
    this.ingestBatches = Meters.batchSize(registry, "ingest");
    this.deletedRows = registry.counter("rebound.retention.deleted.rows");
  }

  private Counter rows(String outcome) {
    return registry.counter("rebound.ingest.rows", "outcome", outcome);
  }

  /** Returns the metrics of the lanes with this name in all instances. */
  LaneMeters lane(String name) {
    return lanes.computeIfAbsent(name, LaneMeters::new);
  }

  void recordStatement(String sql, boolean succeeded, long nanos) {
    Outcomes outcomes =
        statements.computeIfAbsent(
            sql, text -> new Outcomes(timer(text, "ok"), timer(text, "failed")));
    (succeeded ? outcomes.ok() : outcomes.failed()).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String sql, String outcome) {
    return Meters.timer("rebound.statement")
        .tag("statement", StatementName.of(sql))
        .tag("outcome", outcome)
        .register(registry);
  }

  void ingested(EventBatch.Counts counts) {
    newRows.increment(counts.added() + counts.updated());
    duplicateRows.increment(counts.duplicates());
  }

  void deleted(long events) {
    deletedRows.increment(events);
  }

  /** Records how many callers share one statement. */
  void recordIngestBatch(int callers) {
    ingestBatches.record(callers);
  }

  /** The metrics of a lane, summed over all instances of the store. */
  final class LaneMeters {
    private final LongAdder queued = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final List<Pool> pools = new CopyOnWriteArrayList<>();

    LaneMeters(String name) {
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

    /** Counts a statement until it has its connection, or its turn on a shared one. */
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
            recordStatement(sql, done.succeeded(), System.nanoTime() - start);
          });
    }
  }
}
