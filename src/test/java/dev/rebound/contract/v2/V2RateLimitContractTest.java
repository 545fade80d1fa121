package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.PATH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** Requests a minute, counted together with those of the other API (contract, 2.6 and 4.1). */
class V2RateLimitContractTest {
  private static final String TOO_MANY = "too many requests";

  @AutoClose
  private static final TestService SERVICE =
      TestService.start(Map.of("REBOUND_LIMIT_REQUESTS_PER_MINUTE", "4"));

  private final Api api = SERVICE.account();
  private final V2Api v2 = V2Api.of(api);

  @BeforeEach
  void startAMinute() {
    long second = SERVICE.clock().instant().getEpochSecond() % 60;
    SERVICE.clock().advance(Duration.ofSeconds(60 - second));
  }

  @Test
  void everyAnswerCountsDownToTheEndOfTheMinute() {
    assertLimit(200, 3, "get.json");
    assertLimit(400, 2, "delete.json");
    assertLimit(200, 1, "count.xml");
    assertLimit(400, 0, "delete.xml");
    assertLimit(429, 0, "get.xml");
  }

  @DisabledIfEnvironmentVariable(
      named = "REBOUND_TEST_IMAGE",
      matches = ".+",
      disabledReason = "the container is a mock, where Rebound's own paths do not count")
  @Test
  void oneRequestTooManyIsToldSoAndDoesNothing() {
    api.ingest("{\"email\":\"a@x.org\"}");
    api.list();
    v2.emails();
    v2.post("count.json");
    HttpResponse<String> json = v2.post("delete.json", "delete_all", "1");
    assertEquals(429, json.statusCode());
    assertEquals(V2Body.error(TOO_MANY), json.body());
    assertEquals(List.of("application/json"), json.headers().allValues("Content-Type"));
    assertEquals(List.of(), json.headers().allValues("Retry-After"));
    HttpResponse<String> xml = v2.get("delete.xml", "delete_all", "1");
    assertEquals(429, xml.statusCode());
    assertEquals(V2Body.xmlErrors(TOO_MANY), xml.body());
    assertEquals(429, api.get(Api.BOUNCES).statusCode());
    SERVICE.clock().advance(Duration.ofMinutes(1));
    assertEquals(List.of("a@x.org"), v2.emails());
  }

  @Test
  void whoeverMayNotAskIsNotCounted() {
    V2Api stranger = new V2Api(api, V2Api.KEY_USER, "password");
    for (int i = 0; i < 6; i++) {
      HttpResponse<String> response = stranger.get("get.json");
      assertEquals(403, response.statusCode());
      assertEquals(List.of(), response.headers().allValues("X-Ratelimit-Limit"));
    }
    assertLimit(200, 3, "get.json");
  }

  @Test
  void withoutALimitThereAreNoHeaders() {
    HttpResponse<String> response = V2Api.of(TestService.shared().account()).get("get.json");
    assertEquals(List.of(), response.headers().allValues("X-Ratelimit-Limit"));
    assertEquals(List.of(), response.headers().allValues("X-Ratelimit-Remaining"));
    assertEquals(List.of(), response.headers().allValues("X-Ratelimit-Reset"));
  }

  private void assertLimit(int status, int remaining, String method) {
    long reset = SERVICE.clock().instant().getEpochSecond() + 60;
    RawHttp.Answer answer = RawHttp.send(v2.api(), "GET", PATH + method + "?" + v2.credentials());
    assertEquals(status, answer.status());
    assertEquals(List.of("4"), answer.header("X-Ratelimit-Limit"));
    assertEquals(List.of(Integer.toString(remaining)), answer.header("X-Ratelimit-Remaining"));
    assertEquals(List.of(Long.toString(reset)), answer.header("X-Ratelimit-Reset"));
  }
}
