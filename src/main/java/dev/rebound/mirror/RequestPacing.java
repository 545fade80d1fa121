package dev.rebound.mirror;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When the next request may be made: after a fault later each time, under a rate limit when the
 * other service says (contract, 2.6), and within bounds whatever it says.
 */
final class RequestPacing {
  static final Duration LEAST = Duration.ofSeconds(1);
  static final Duration MOST = Duration.ofMinutes(10);
  static final Duration MOST_BACK_OFF = Duration.ofMinutes(1);

  private final Clock clock;
  private final Pause pause;
  private Instant next = Instant.EPOCH;

  RequestPacing(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** Waits until the next request may be made. */
  void await() throws InterruptedException {
    Duration wait = Duration.between(clock.instant(), next);
    next = Instant.EPOCH;
    if (!wait.isNegative() && !wait.isZero()) {
      // Bounded again, as a clock may be set back.
      pause.pause(wait.compareTo(MOST) > 0 ? MOST : wait);
    }
  }

  /**
   * After a fault.
   *
   * @param tries how often the same request failed, from 1
   */
  void backOff(int tries) {
    waitFor(backOffOf(tries));
  }

  /** After an answer that says that it was the last one for now. */
  void heed(HttpHeaders headers) {
    OptionalLong remaining = number(headers, "X-RateLimit-Remaining");
    if (remaining.isPresent() && remaining.getAsLong() <= 0) {
      reset(headers).ifPresent(this::waitFor);
    }
  }

  /** After 429. */
  void limited(HttpHeaders headers, int tries) {
    waitFor(reset(headers).or(() -> retryAfter(headers)).orElseGet(() -> backOffOf(tries)));
  }

  private void waitFor(Duration wait) {
    Duration atLeast = wait.compareTo(LEAST) < 0 ? LEAST : wait;
    Instant then = clock.instant().plus(atLeast.compareTo(MOST) > 0 ? MOST : atLeast);
    next = then.isAfter(next) ? then : next;
  }

  // Not all who failed together come back together.
  private static Duration backOffOf(int tries) {
    long most = Math.min(MOST_BACK_OFF.toMillis(), LEAST.toMillis() << Math.min(tries, 10));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(LEAST.toMillis(), most + 1));
  }

  private Optional<Duration> reset(HttpHeaders headers) {
    OptionalLong seconds = number(headers, "X-RateLimit-Reset");
    return seconds.isPresent() ? Optional.of(until(seconds.getAsLong())) : Optional.empty();
  }

  // Far beyond what is ever waited, and within what an Instant can hold.
  private Duration until(long epochSecond) {
    long now = clock.instant().getEpochSecond();
    return Duration.ofSeconds(Math.min(Math.max(epochSecond, now), now + MOST.toSeconds()) - now);
  }

  /** Seconds, or a date (RFC 9110, 10.2.3). */
  private Optional<Duration> retryAfter(HttpHeaders headers) {
    OptionalLong seconds = number(headers, "Retry-After");
    if (seconds.isPresent()) {
      long bounded = Math.min(Math.max(seconds.getAsLong(), 0), MOST.toSeconds());
      return Optional.of(Duration.ofSeconds(bounded));
    }
    return headers.firstValue("Retry-After").flatMap(RequestPacing::date).map(this::until);
  }

  private static Optional<Long> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static OptionalLong number(HttpHeaders headers, String name) {
    try {
      Optional<String> text = headers.firstValue(name);
      return text.isPresent()
          ? OptionalLong.of(Long.parseLong(text.get().strip()))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
