package dev.rebound.bus;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured of the bus. docs/metrics.md names each of the metrics. */
public final class BusMeters {
  // Up to what a batch may hold.
  private static final double[] BATCH_SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  private final MeterRegistry registry;
  private final DistributionSummary lookups;
  private final Map<String, AtomicInteger> pending = new ConcurrentHashMap<>();

  BusMeters(MeterRegistry registry) {
    this.registry = registry;
    this.lookups = batchSize(registry, "lookup");
  }

  /**
   * How many questions are asked together.
   *
   * @param what is asked, for the label
   */
  public static DistributionSummary batchSize(MeterRegistry registry, String what) {
    return DistributionSummary.builder("rebound.coalesced.batch.size")
        .serviceLevelObjectives(BATCH_SIZES)
        .tag("what", what)
        .register(registry);
  }

  /** Questions of an operation that are asked and not yet answered. */
  AtomicInteger pending(Operation<?, ?> operation) {
    return pending.computeIfAbsent(
        operation.address(),
        address ->
            registry.gauge(
                "rebound.bus.pending", Tags.of("operation", address), new AtomicInteger()));
  }

  /** So many single addresses are looked for together. */
  void lookedUpTogether(int addresses) {
    lookups.record(addresses);
  }
}
