package dev.rebound.ops;

import dev.rebound.domain.ServiceRates;
import dev.rebound.domain.ServiceRates.Minute;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Remembers the service's own counters at the start of each minute of the last hour. */
final class RateHistory {
  private static final Set<String> LOOKUPS =
      Set.of("/v3/suppression/bounces/{email}", "/rebound/v1/lookup");

  private final MeterRegistry registry;
  private final Clock clock;
  private final Instant started;
  private final Deque<Sample> samples = new ArrayDeque<>();

  /** The counts since the start of the process. */
  private record Sample(Instant time, Minute counts) {}

  RateHistory(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.started = clock.instant();
    sample();
  }

  /** Begins a minute. */
  synchronized void sample() {
    if (samples.size() == ServiceRates.MAX_MINUTES) {
      samples.removeFirst();
    }
    samples.add(new Sample(clock.instant(), counts()));
  }

  synchronized ServiceRates rates() {
    List<Minute> totals = new ArrayList<>();
    samples.forEach(sample -> totals.add(sample.counts()));
    totals.add(counts());
    List<Minute> minutes = new ArrayList<>();
    for (int i = 1; i < totals.size(); i++) {
      minutes.add(totals.get(i).since(totals.get(i - 1)));
    }
    return new ServiceRates(started, samples.getFirst().time(), minutes);
  }

  private Minute counts() {
    long requests = 0;
    long lookups = 0;
    long errors = 0;
    for (Timer timer : registry.find("rebound.http.requests").timers()) {
      long count = timer.count();
      requests += count;
      lookups += LOOKUPS.contains(timer.getId().getTag("route")) ? count : 0;
      errors += timer.getId().getTag("code").startsWith("5") ? count : 0;
    }
    return new Minute(requests, lookups, ingested(), errors);
  }

  private long ingested() {
    double rows = 0;
    for (Counter counter : registry.find("rebound.ingest.rows").counters()) {
      rows += counter.getId().getTag("outcome").equals("rejected") ? 0 : counter.count();
    }
    return Math.round(rows);
  }
}
