package dev.rebound.bus;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The metrics of the bus; docs/metrics.md describes them. */
public final class BusMeters {
  // Histogram bounds, up to the largest batch.
  private static final double[] BATCH_SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  private final MeterRegistry registry;
  private final DistributionSummary lookupBatches;
  private final Map<String, AtomicInteger> pending = new ConcurrentHashMap<>();

  BusMeters(MeterRegistry registry) {
    this.registry = registry;
    this.lookupBatches = batchSize(registry, "lookup");
  }

  /**
   * Registers a histogram of how many requests share one batch.
   *
   * @param what the kind of request, the value of the label {@code what}
   */
  public static DistributionSummary batchSize(MeterRegistry registry, String what) {
    return DistributionSummary.builder("rebound.coalesced.batch.size")
        .serviceLevelObjectives(BATCH_SIZES)
        .tag("what", what)
        .register(registry);
  }

  /** Returns the number of an operation's requests without a reply. */
  AtomicInteger pending(Operation<?, ?> operation) {
    return pending.computeIfAbsent(
        operation.address(),
        address ->
            registry.gauge(
                "rebound.bus.pending", Tags.of("operation", address), new AtomicInteger()));
  }

  void recordLookupBatch(int addresses) {
    lookupBatches.record(addresses);
  }
}
