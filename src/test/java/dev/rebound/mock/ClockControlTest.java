package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockControlTest {
  private static final String ROW = "{\"email\":\"%s\",\"reason\":\"550 5.1.1 No such user\"}";

  private static TestService service;
  private static Api api;
  private static Api controls;

  @BeforeAll
  static void start() {
    service = TestService.start(Map.of("REBOUND_MODE", "mock"));
    api = service.account();
    controls = new Api(service.adminUrl(), null);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aFrozenClockStampsWhatComesWithoutATime() {
    put("{\"freeze\":\"2026-02-03T04:05:06Z\"}", 200);
    assertEquals(200, api.post(Api.INGEST, ROW.formatted("frozen@example.com")).statusCode());
    String listed = api.get(Api.BOUNCES + "/frozen@example.com").body();
    assertTrue(listed.contains("\"created\":1770091506,"), listed);
    assertEquals(200, controls.delete("/mock/clock").statusCode());
  }

  @Test
  void aShiftedClockGoesOnFromWhereItWasMoved() {
    put("{\"shift\":\"-P1D\"}", 200);
    String told = controls.get("/mock/clock").body();
    put("{\"shift\":\"P1D\"}", 200);
    assertTrue(controls.get("/mock/clock").body().compareTo(told) > 0);
    controls.delete("/mock/clock");
  }

  @Test
  void aClockThatWasAheadLeavesTheRateLimitsMinutesAsTheyAre() {
    put("{\"freeze\":\"2030-01-01T00:00:00Z\"}", 200);
    assertEquals("599", remaining());
    controls.delete("/mock/clock");
    remaining();
    service.clock().advance(Duration.ofMinutes(1));
    assertEquals("599", remaining());
  }

  @Test
  void aResetClearsTheRateLimitThoughTheClockStandsStill() {
    put("{\"freeze\":\"2031-01-01T00:00:00Z\"}", 200);
    assertEquals("599", remaining());
    assertEquals("598", remaining());
    assertEquals(204, controls.post("/mock/reset", "{\"to\":\"empty\"}").statusCode());
    assertEquals("599", remaining());
    controls.delete("/mock/clock");
  }

  @Test
  void requestsThatSendGridDoesNotHaveDoNotCount() {
    put("{\"freeze\":\"2032-01-01T00:00:00Z\"}", 200);
    assertEquals("599", remaining());
    HttpResponse<String> ingested = api.post(Api.INGEST, ROW.formatted("b@example.com"));
    assertEquals(200, ingested.statusCode());
    assertEquals(Optional.empty(), ingested.headers().firstValue("X-Ratelimit-Limit"));
    api.post("/rebound/v1/lookup", "{\"emails\":[\"b@example.com\"]}");
    api.get("/rebound/v1/bounces/b@example.com/history");
    assertEquals("598", remaining());
    controls.delete("/mock/clock");
  }

  private static String remaining() {
    return api.get("/v3/scopes").headers().firstValue("X-Ratelimit-Remaining").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"freeze\":1}",
        "{\"freeze\":\"now\"}",
        "{\"shift\":\"a day\"}",
        "{\"freeze\":\"2026-02-03T04:05:06Z\",\"shift\":\"P1D\"}",
        "{\"shift\":\"P1D\",\"shift\":\"P1D\"}",
        "{\"shift\":\"P1D\",\"Freeze\":\"2026-02-03T04:05:06Z\"}",
        "{\"freeze\":\"1969-12-31T23:59:59Z\"}",
        "{\"freeze\":\"+10000-01-01T00:00:00Z\"}",
        "{\"freeze\":\"-1000000000-01-01T00:00:00Z\"}",
        "{\"shift\":\"PT9999999999999H\"}",
        "{\"shift\":\"-PT9999999999999H\"}",
        "{\"shift\":\"-P36500D\"}",
        "{\"shift\":\"P3652500D\"}",
        "{\"shift\":\"PT9223372036854775807S\"}",
        "{\"shift\":\"PT99999999999999999999S\"}",
      })
  void whatIsNoTimeIsRefused(String body) {
    put(body, 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
  void theServiceAnswersAtEitherEndOfItsTime(String time) {
    put("{\"freeze\":\"" + time + "\"}", 200);
    assertEquals(200, api.get("/v3/scopes").statusCode());
    assertEquals(200, api.post(Api.INGEST, ROW.formatted("a@example.com")).statusCode());
    controls.delete("/mock/clock");
  }

  @Test
  void aLongerBodyThanAMebibyteIsRefused() {
    put(" ".repeat(1 << 21), 413);
  }

  @Test
  void aPathThatIsNoControlIsNotFoundAndAMethodThatIsNoneNotAllowed() {
    assertEquals(404, controls.get("/mock/nothing").statusCode());
    assertEquals(405, controls.post("/mock/clock", "{}").statusCode());
  }

  private static void put(String body, int status) {
    assertEquals(
        status, controls.send("PUT", "/mock/clock", BodyPublishers.ofString(body)).statusCode());
  }
}
