package dev.rebound.store;

import dev.rebound.bus.BusMeters;
import dev.rebound.bus.Latency;
import dev.rebound.domain.IngestCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

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
    this.ingestBatches = BusMeters.batchSize(registry, "ingest");
    this.deletedRows = registry.counter("rebound.retention.deleted.rows");
  }

  private Counter rows(String outcome) {
    return registry.counter("rebound.ingest.rows", "outcome", outcome);
  }

  /** Returns the metrics of the lanes with this name in all instances. */
  LaneMeters lane(String name) {
    return lanes.computeIfAbsent(name, missing -> new LaneMeters(this, registry, missing));
  }

  void recordStatement(String sql, boolean succeeded, long nanos) {
    Outcomes outcomes =
        statements.computeIfAbsent(
            sql, text -> new Outcomes(timer(text, "ok"), timer(text, "failed")));
    (succeeded ? outcomes.ok() : outcomes.failed()).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String sql, String outcome) {
    return Latency.timer("rebound.statement")
        .tag("statement", StatementName.of(sql))
        .tag("outcome", outcome)
        .register(registry);
  }

  void ingested(IngestCounts counts) {
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
}
