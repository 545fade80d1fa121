package dev.rebound.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the requests of an account in a minute of the clock, and reports them in SendGrid's
 * headers (contract, 2.6). All event loops of a process share it; it is exact within the process.
 */
final class RateLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int limit;
  private final Clock clock;
  private final Cache<Minute, AtomicInteger> counts =
      Caffeine.newBuilder().expireAfterAccess(WINDOW.multipliedBy(2)).build();

  /**
   * @param limit requests of an account in a minute; 0 for no limit
   */
  RateLimit(int limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Counts a request and sets the headers; false when the request exceeds the limit. */
  boolean admits(long accountId, HttpServerResponse response) {
    if (limit == 0) {
      return true;
    }
    Minute minute = new Minute(accountId, windowStart());
    int count = counts.get(minute, first -> new AtomicInteger()).incrementAndGet();
    setHeaders(response, limit, Math.max(0, limit - count));
    return count <= limit;
  }

  /** Sets the headers of a limit that is used up, whatever was counted. */
  void setExhausted(HttpServerResponse response) {
    setHeaders(response, limit == 0 ? HttpOptions.SENDGRIDS_LIMIT : limit, 0);
  }

  private void setHeaders(HttpServerResponse response, int of, int remaining) {
    response
        .putHeader("X-RateLimit-Limit", Integer.toString(of))
        .putHeader("X-RateLimit-Remaining", Integer.toString(remaining))
        .putHeader("X-RateLimit-Reset", Long.toString(windowStart().plus(WINDOW).getEpochSecond()));
  }

  private Instant windowStart() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES);
  }

  /** An account's minute. A mock's clock may go back to an earlier one. */
  private record Minute(long accountId, Instant start) {}
}
