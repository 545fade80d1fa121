package dev.rebound.mirror;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Delays requests: with an exponential backoff after a failure, and up to the reset of a rate limit
 * (contract, 2.6). All delays are bounded.
 */
final class RequestPacing {
  static final Duration MIN_DELAY = Duration.ofSeconds(1);
  static final Duration MAX_DELAY = Duration.ofMinutes(10);
  static final Duration MAX_BACKOFF = Duration.ofMinutes(1);

  /** Waits. Tests replace it. */
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  private final Clock clock;
  private final Sleeper sleeper;
  private Instant next = Instant.EPOCH;

  RequestPacing(Clock clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Waits until the next request may be sent. */
  void awaitTurn() throws InterruptedException {
    Duration delay = Duration.between(clock.instant(), next);
    next = Instant.EPOCH;
    if (!delay.isNegative() && !delay.isZero()) {
      // Bounded again, because the clock may have been set back.
      sleeper.sleep(min(delay, MAX_DELAY));
    }
  }

  /**
   * Delays the next request after a failure.
   *
   * @param tries the number of failures of this request, 1 or more
   */
  void afterFailure(int tries) {
    delay(backoff(tries));
  }

  /** Delays the next request if the response used up the rate limit. */
  void afterResponse(HttpHeaders headers) {
    if (number(headers, "X-Ratelimit-Remaining").filter(remaining -> remaining <= 0).isPresent()) {
      reset(headers).ifPresent(this::delay);
    }
  }

  /** Delays the next request after status 429. */
  void afterRateLimit(HttpHeaders headers, int tries) {
    delay(reset(headers).or(() -> retryAfter(headers)).orElseGet(() -> backoff(tries)));
  }

  private void delay(Duration delay) {
    Duration atLeast = delay.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : delay;
    Instant end = clock.instant().plus(min(atLeast, MAX_DELAY));
    next = end.isAfter(next) ? end : next;
  }

  // Random, so that clients that failed together do not return together.
  private static Duration backoff(int tries) {
    long max = Math.min(MAX_BACKOFF.toMillis(), MIN_DELAY.toMillis() << Math.min(tries, 10));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(MIN_DELAY.toMillis(), max + 1));
  }

  private Optional<Duration> reset(HttpHeaders headers) {
    return number(headers, "X-Ratelimit-Reset").map(this::until);
  }

  // Seconds, or a date (RFC 9110, 10.2.3).
  private Optional<Duration> retryAfter(HttpHeaders headers) {
    return number(headers, "Retry-After")
        .map(RequestPacing::bounded)
        .or(() -> headers.firstValue("Retry-After").flatMap(RequestPacing::date).map(this::until));
  }

  private Duration until(long epochSecond) {
    long now = clock.instant().getEpochSecond();
    return bounded(Math.max(epochSecond, now) - now);
  }

  private static Duration bounded(long seconds) {
    return Duration.ofSeconds(Math.min(Math.max(seconds, 0), MAX_DELAY.toSeconds()));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Optional<Long> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> number(HttpHeaders headers, String name) {
    try {
      return headers.firstValue(name).map(text -> Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
