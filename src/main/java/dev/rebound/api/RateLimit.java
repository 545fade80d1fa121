package dev.rebound.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Requests an account may make in a minute of the clock, told in SendGrid's headers (contract,
 * 2.6). One for all event loops of a process; exact within it.
 */
final class RateLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int limit;
  private final Clock clock;
  private final Cache<Minute, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(WINDOW.multipliedBy(2)).build();

  /**
   * @param limit requests an account and minute; 0 for no limit
   */
  RateLimit(int limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Counts a request and writes the headers; false when it is one too many. */
  boolean admits(long accountId, HttpServerResponse response) {
    if (limit == 0) {
      return true;
    }
    Minute minute = new Minute(accountId, windowStart());
    ConsumptionProbe probe = buckets.get(minute, now -> bucket()).tryConsumeAndReturnRemaining(1);
    tell(response, limit, probe.getRemainingTokens());
    return probe.isConsumed();
  }

  /** Writes the headers of a request too many, whatever was counted. */
  void tellNoneLeft(HttpServerResponse response) {
    tell(response, limit == 0 ? HttpOptions.SENDGRIDS_LIMIT : limit, 0);
  }

  private void tell(HttpServerResponse response, int of, long remaining) {
    response
        .putHeader("X-RateLimit-Limit", Integer.toString(of))
        .putHeader("X-RateLimit-Remaining", Long.toString(remaining))
        .putHeader("X-RateLimit-Reset", Long.toString(windowStart().plus(WINDOW).getEpochSecond()));
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            window ->
                window
                    .capacity(limit)
                    .refillIntervallyAligned(limit, WINDOW, windowStart().plus(WINDOW)))
        .withCustomTimePrecision(new ClockMeter(clock))
        .build();
  }

  private Instant windowStart() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES);
  }

  /** A bucket that has seen a later time is never filled again; a mock's clock may go back. */
  private record Minute(long accountId, Instant start) {}

  /** The library's view of the service's clock. */
  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
