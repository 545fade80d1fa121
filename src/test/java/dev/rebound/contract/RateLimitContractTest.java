package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static dev.rebound.support.Api.INGEST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** Requests a minute (contract, 2.6 and chapter 9, row 14). */
class RateLimitContractTest {
  private static final String TOO_MANY =
      "{\"errors\":[{\"field\":null,\"message\":\"too many requests\"}]}";

  @AutoClose
  private static final TestService SERVICE =
      TestService.start(Map.of("REBOUND_LIMIT_REQUESTS_PER_MINUTE", "3"));

  private final Api api = SERVICE.account();

  @BeforeEach
  void startAMinute() {
    long second = SERVICE.clock().instant().getEpochSecond() % 60;
    SERVICE.clock().advance(Duration.ofSeconds(60 - second));
  }

  @DisabledIfEnvironmentVariable(
      named = "REBOUND_TEST_IMAGE",
      matches = ".+",
      disabledReason = "the container is a mock, where Rebound's own paths do not count")
  @Test
  void everyAnswerCountsDownToTheEndOfTheMinute() {
    SERVICE.clock().advance(Duration.ofSeconds(20));
    long reset = SERVICE.clock().instant().getEpochSecond() + 40;
    assertLimit(200, 2, reset, RawHttp.send(api, "GET", BOUNCES));
    assertLimit(400, 1, reset, RawHttp.send(api, "DELETE", BOUNCES));
    SERVICE.clock().advance(Duration.ofSeconds(39));
    assertLimit(404, 0, reset, RawHttp.send(api, "DELETE", BOUNCES + "/a@x.org"));
    assertLimit(429, 0, reset, RawHttp.send(api, "HEAD", BOUNCES));
    assertLimit(429, 0, reset, RawHttp.send(api, "POST", INGEST));
  }

  @DisabledIfEnvironmentVariable(
      named = "REBOUND_TEST_IMAGE",
      matches = ".+",
      disabledReason = "the container is a mock, where Rebound's own paths do not count")
  @Test
  void oneRequestTooManyIsToldSoAndDoesNothing() {
    api.ingest("{\"email\":\"a@x.org\"}");
    api.list();
    api.list();
    RawHttp.Answer answer = RawHttp.send(api, "DELETE", BOUNCES + "/a@x.org");
    assertEquals(429, answer.status());
    assertEquals(TOO_MANY, answer.body());
    assertEquals(List.of("57"), answer.header("Content-Length"));
    assertEquals(List.of(), answer.header("Retry-After"));
    SERVICE.clock().advance(Duration.ofMinutes(1));
    assertEquals(List.of("a@x.org"), api.emails(""));
  }

  @Test
  void theNextMinuteIsFreeAgainAndNothingIsSavedUp() {
    for (int minute = 0; minute < 3; minute++) {
      for (int i = 0; i < 3; i++) {
        assertEquals(200, api.get(BOUNCES).statusCode());
      }
      assertEquals(429, api.get(BOUNCES).statusCode());
      SERVICE.clock().advance(Duration.ofMinutes(1));
    }
    SERVICE.clock().advance(Duration.ofMinutes(5));
    long reset = SERVICE.clock().instant().getEpochSecond() + 60;
    assertLimit(200, 2, reset, RawHttp.send(api, "GET", BOUNCES));
  }

  @Test
  void accountsDoNotShareALimitButKeysOfOneDo() {
    String account = SERVICE.createAccount(Account.ROOT, null);
    Api first = SERVICE.api(SERVICE.createKey(account, Scope.ALL));
    Api second = SERVICE.api(SERVICE.createKey(account, Scope.ALL));
    assertEquals(200, first.get(BOUNCES).statusCode());
    assertEquals(200, second.get(BOUNCES).statusCode());
    assertEquals(200, first.get(BOUNCES).statusCode());
    assertEquals(429, second.get(BOUNCES).statusCode());
    assertEquals(200, api.get(BOUNCES).statusCode());
  }

  @Test
  void whoeverMayNotAskIsNotCounted() {
    RawHttp.Answer answer = RawHttp.send(SERVICE.api(null), "GET", BOUNCES);
    assertEquals(401, answer.status());
    assertEquals(List.of(), answer.header("X-Ratelimit-Limit"));
  }

  @Test
  void withoutALimitThereAreNoHeaders() {
    RawHttp.Answer answer = RawHttp.send(TestService.shared().account(), "GET", BOUNCES);
    assertEquals(
        List.of(),
        answer.headers().stream()
            .filter(line -> line.toLowerCase(Locale.ROOT).contains("ratelimit"))
            .toList());
  }

  private static void assertLimit(int status, int remaining, long reset, RawHttp.Answer answer) {
    assertEquals(status, answer.status());
    assertEquals(List.of("3"), answer.header("X-Ratelimit-Limit"));
    assertEquals(List.of(Integer.toString(remaining)), answer.header("X-Ratelimit-Remaining"));
    assertEquals(List.of(Long.toString(reset)), answer.header("X-Ratelimit-Reset"));
  }
}
