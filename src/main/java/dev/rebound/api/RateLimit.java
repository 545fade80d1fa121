package dev.rebound.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the requests of an account in a minute of the clock, and reports them in SendGrid's
 * headers (contract, 2.6). All event loops of a process share it; it is exact within the process.
 */
final class RateLimit implements Handler<RoutingContext> {
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

  /** Returns whether there is a limit. Without one, the handler is not mounted. */
  boolean isLimited() {
    return limit > 0;
  }

  /** Counts a request, sets the headers, and refuses a request that exceeds the limit. */
  @Override
  public void handle(RoutingContext context) {
    Minute minute = new Minute(RequestData.caller(context).account().id(), windowStart());
    int count = counts.get(minute, first -> new AtomicInteger()).incrementAndGet();
    setHeaders(context.response(), limit, Math.max(0, limit - count));
    if (count > limit) {
      RequestData.refuse(context, Problem.TOO_MANY_REQUESTS);
    } else {
      context.next();
    }
  }

  /** Forgets all requests. */
  void reset() {
    counts.invalidateAll();
  }

  /** Sets the headers of a limit that is used up, whatever was counted. */
  void setExhausted(HttpServerResponse response) {
    setHeaders(response, isLimited() ? limit : HttpOptions.SENDGRIDS_LIMIT, 0);
  }

  private void setHeaders(HttpServerResponse response, int of, int remaining) {
    response
        .putHeader("X-Ratelimit-Limit", Integer.toString(of))
        .putHeader("X-Ratelimit-Remaining", Integer.toString(remaining))
        .putHeader("X-Ratelimit-Reset", Long.toString(windowStart().plus(WINDOW).getEpochSecond()));
  }

  private Instant windowStart() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES);
  }

  /** An account's minute. A mock's clock may go back to an earlier one. */
  private record Minute(long accountId, Instant start) {}
}
