package dev.rebound.api.rebound;

import dev.rebound.domain.Classification;
import dev.rebound.ingest.Row;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What is counted of the rows that come in. docs/metrics.md names each of the metrics. */
public final class IngestMeters {
  private final Counter rejected;
  private final Map<Classification, Counter> classified = new EnumMap<>(Classification.class);

  public IngestMeters(MeterRegistry registry) {
    // What became of those that are not rejected is counted by the store, after the commit.
    rejected = registry.counter("rebound.ingest.rows", "outcome", "rejected");
    for (Classification classification : Classification.values()) {
      classified.put(
          classification,
          registry.counter("rebound.classified", "classification", classification.label()));
    }
  }

  /** Takes note of a row, before it is stored. */
  void read(Row row) {
    if (row instanceof Row.Event told) {
      classified.get(told.event().verdict().classification()).increment();
    } else if (row instanceof Row.Rejected) {
      rejected.increment();
    }
  }
}
