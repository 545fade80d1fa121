package dev.rebound.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.ServiceRates;
import dev.rebound.domain.ServiceRates.Minute;
import dev.rebound.support.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateHistoryTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final TestClock clock = new TestClock();
  private final Instant start = clock.instant();

  @Test
  void eachMinuteHasItsOwnCounts() {
    served("/v3/suppression/bounces/{email}", 200);
    RateHistory history = new RateHistory(registry, clock);
    assertEquals(List.of(new Minute(0, 0, 0, 0)), history.rates().minutes());
    served("/v3/suppression/bounces/{email}", 200);
    served("/rebound/v1/lookup", 503);
    next(history);
    served("none", 404);
    ingested("new", 3);
    ingested("duplicate", 2);
    ingested("rejected", 7);
    ServiceRates rates = history.rates();
    assertEquals(List.of(new Minute(2, 2, 0, 1), new Minute(1, 0, 5, 0)), rates.minutes());
    assertEquals(start, rates.from());
    assertEquals(start, rates.started());
  }

  @Test
  void onlyTheLastHourIsKept() {
    RateHistory history = new RateHistory(registry, clock);
    for (int minute = 0; minute < 100; minute++) {
      for (int i = 0; i < minute; i++) {
        served("none", 404);
      }
      next(history);
    }
    ServiceRates rates = history.rates();
    assertEquals(ServiceRates.MAX_MINUTES, rates.minutes().size());
    assertEquals(41, rates.minutes().get(0).requests());
    assertEquals(99, rates.minutes().get(58).requests());
    assertEquals(0, rates.minutes().get(59).requests());
    assertEquals(start.plus(Duration.ofMinutes(41)), rates.from());
    assertEquals(start, rates.started());
  }

  private void next(RateHistory history) {
    clock.advance(Duration.ofMinutes(1));
    history.sample();
  }

  private void served(String route, int code) {
    registry
        .timer("rebound.http.requests", "route", route, "method", "GET", "code", "" + code)
        .record(Duration.ofMillis(1));
  }

  private void ingested(String outcome, int rows) {
    registry.counter("rebound.ingest.rows", "outcome", outcome).increment(rows);
  }
}
