package dev.rebound.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.TestClock;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long is waited; the clock stands at 2026-03-01 12:00:00 UTC, which is 1772366400. */
class RequestPacingTest {
  private final TestClock clock = new TestClock();
  private final List<Duration> waits = new ArrayList<>();
  private final RequestPacing pacing =
      new RequestPacing(
          clock,
          wait -> {
            waits.add(wait);
            clock.advance(wait);
          });

  @ParameterizedTest
  @CsvSource({
    "1772366407, , 7",
    "' 1772366407 ', 3, 7",
    "1772366400, , 1",
    "0, , 1",
    "-9223372036854775808, , 1",
    "1772367000, , 600",
    "1772367001, , 600",
    "9223372036854775807, , 600",
    ", 3, 3",
    "soon, 3, 3",
    ", 0, 1",
    ", -5, 1",
    ", 9223372036854775807, 600",
    ", 'Sun, 01 Mar 2026 12:00:09 GMT', 9",
    ", 'Sun, 01 Mar 2026 11:00:00 GMT', 1",
    ", 'Fri, 31 Dec 9999 23:59:59 GMT', 600"
  })
  void aRateLimitSaysHowLongWithinBounds(String reset, String retryAfter, long seconds)
      throws InterruptedException {
    Map<String, List<String>> headers = new HashMap<>();
    if (reset != null) {
      headers.put("X-Ratelimit-Reset", List.of(reset));
    }
    if (retryAfter != null) {
      headers.put("Retry-After", List.of(retryAfter));
    }
    pacing.afterRateLimit(HttpHeaders.of(headers, (name, value) -> true), 1);
    pacing.awaitTurn();
    pacing.awaitTurn();
    assertEquals(List.of(Duration.ofSeconds(seconds)), waits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "99999999999999999999", "Sun, 99 Mar 2026 12:00:09 GMT"})
  void onesThatDoNotSayAreWaitedForAsForAFault(String text) throws InterruptedException {
    Map<String, List<String>> headers =
        Map.of("X-Ratelimit-Reset", List.of(text), "Retry-After", List.of(text));
    pacing.afterRateLimit(HttpHeaders.of(headers, (name, value) -> true), 1);
    pacing.awaitTurn();
    assertTrue(isBetween(waits.get(0), 1, 2), waits.toString());
  }

  @Test
  void afterAFaultItIsWaitedLongerEachTimeUpToAMinute() throws InterruptedException {
    long longest = 0;
    for (int tries = 1; tries <= 200; tries++) {
      pacing.afterFailure(tries);
      pacing.awaitTurn();
      Duration wait = waits.get(waits.size() - 1);
      assertTrue(isBetween(wait, 1, Math.min(60, 1L << Math.min(tries, 10))), wait.toString());
      longest = Math.max(longest, wait.toSeconds());
    }
    assertTrue(longest > 30, "never longer than " + longest + " s");
  }

  @Test
  void theLastRequestOfAWindowIsFollowedByAWaitAndNoOther() throws InterruptedException {
    pacing.afterResponse(remaining("1"));
    pacing.awaitTurn();
    pacing.afterResponse(remaining("none"));
    pacing.awaitTurn();
    assertEquals(List.of(), waits);
    pacing.afterResponse(remaining("0"));
    pacing.awaitTurn();
    assertEquals(List.of(Duration.ofSeconds(30)), waits);
  }

  @Test
  void timeThatHasPassedAnywayIsNotWaitedFor() throws InterruptedException {
    pacing.afterResponse(remaining("0"));
    clock.advance(Duration.ofSeconds(29));
    pacing.awaitTurn();
    pacing.afterResponse(remaining("0"));
    clock.advance(Duration.ofSeconds(40));
    pacing.awaitTurn();
    assertEquals(List.of(Duration.ofSeconds(1)), waits);
  }

  private static HttpHeaders remaining(String remaining) {
    return HttpHeaders.of(
        Map.of(
            "X-Ratelimit-Remaining",
            List.of(remaining),
            "X-Ratelimit-Reset",
            List.of("1772366430")),
        (name, value) -> true);
  }

  private static boolean isBetween(Duration wait, long from, long to) {
    return wait.compareTo(Duration.ofSeconds(from)) >= 0
        && wait.compareTo(Duration.ofSeconds(to)) <= 0;
  }
}
