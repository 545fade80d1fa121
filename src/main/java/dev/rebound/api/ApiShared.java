package dev.rebound.api;

import dev.rebound.api.rebound.IngestMeters;
import dev.rebound.bus.Bus;
import dev.rebound.ingest.RowDefaults;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;

/** The parts of the API that all event loops of a process share. */
record ApiShared(
    Bus bus,
    HttpOptions options,
    Clock clock,
    RowDefaults defaults,
    RateLimit rateLimit,
    ConnectionLimit connections,
    ResponseMemoryLimit responseMemory,
    IngestMeters ingestMeters,
    MeterRegistry registry,
    ApiHooks hooks) {

  Optional<Interceptor> interceptor() {
    return hooks.interceptor();
  }

  /** Returns whether the service stands in for SendGrid in tests. */
  boolean isMock() {
    return hooks.interceptor().isPresent();
  }

  /** Returns the log of one event loop. */
  RequestLog requestLog() {
    return new RequestLog(options.accessShare(), registry, hooks.spanName());
  }
}
