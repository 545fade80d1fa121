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

/**
 * What is measured of the store, of all its instances together. docs/metrics.md names each of the
 * metrics.
 */
public final class StoreMeters {
  private final MeterRegistry registry;
  private final Counter newRows;
  private final Counter duplicateRows;
  private final DistributionSummary tellers;
  private final Counter deletedRows;
  private final Map<String, LaneMeters> lanes = new ConcurrentHashMap<>();
  // By their texts, of which there is one for each shape.
  private final Map<String, Outcomes> statements = new ConcurrentHashMap<>();

  /** How long the runs of one statement took. */
  record Outcomes(Timer ok, Timer failed) {}

  public StoreMeters(MeterRegistry registry) {
    this.registry = registry;
    this.newRows = rows("new");
    this.duplicateRows = rows("duplicate");
    this.tellers = BusMeters.batchSize(registry, "ingest");
    this.deletedRows = registry.counter("rebound.retention.deleted.rows");
  }

  private Counter rows(String outcome) {
    return registry.counter("rebound.ingest.rows", "outcome", outcome);
  }

  /** Of the lanes of this name, one of each instance of the store. */
  LaneMeters lane(String name) {
    return lanes.computeIfAbsent(name, missing -> new LaneMeters(this, registry, missing));
  }

  Outcomes statement(String sql) {
    return statements.computeIfAbsent(
        sql,
        text ->
            new Outcomes(
                timer(StatementName.of(text), "ok"), timer(StatementName.of(text), "failed")));
  }

  private Timer timer(String statement, String outcome) {
    return Latency.timer("rebound.statement")
        .tag("statement", statement)
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Events were committed, or known already. */
  void ingested(IngestCounts counts) {
    newRows.increment(counts.added() + counts.updated());
    duplicateRows.increment(counts.duplicates());
  }

  /** Events were older than is kept. */
  void deleted(long events) {
    deletedRows.increment(events);
  }

  /** So many callers share one statement. */
  void ingestedTogether(int callers) {
    tellers.record(callers);
  }
}
