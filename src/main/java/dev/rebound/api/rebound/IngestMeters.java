package dev.rebound.api.rebound;

import dev.rebound.domain.Classification;
import dev.rebound.ingest.Row;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts the rows of ingest requests. docs/metrics.md names each metric. */
public final class IngestMeters {
  private final Counter rejected;
  private final Map<Classification, Counter> classified = new EnumMap<>(Classification.class);

  public IngestMeters(MeterRegistry registry) {
    // The store counts the rows that are not rejected, after the commit.
    rejected = registry.counter("rebound.ingest.rows", "outcome", "rejected");
    for (Classification classification : Classification.values()) {
      classified.put(
          classification,
          registry.counter("rebound.classified", "classification", classification.label()));
    }
  }

  /** Counts a row before it is stored. */
  void count(Row row) {
    if (row instanceof Row.Event accepted) {
      classified.get(accepted.event().verdict().classification()).increment();
    } else if (row instanceof Row.Rejected) {
      rejected.increment();
    }
  }
}
