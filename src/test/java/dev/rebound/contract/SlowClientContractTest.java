package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that send slowly or nothing at all, with the shortest deadlines. The tests wait for their
 * deadlines together.
 */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class SlowClientContractTest {
  private static final String HEAD = "HTTP/1.1\r\nHost: x\r\n";
  private static final String FORM =
      "POST /api/bounces.get.json " + HEAD + "Content-Length: 9999\r\n\r\n";

  @AutoClose
  private static final TestService SERVICE =
      TestService.start(
          Map.of(
              "REBOUND_MODE", "mock",
              "REBOUND_HTTP_HEAD_SECONDS", "1",
              "REBOUND_HTTP_BODY_SECONDS", "1",
              "REBOUND_HTTP_IDLE_SECONDS", "1",
              "REBOUND_HTTP_BODY_BYTES_PER_SECOND", "1000000"));

  private final Api api = SERVICE.account();
  private final Api admin = new Api(SERVICE.adminUrl(), null);

  @Test
  void aConnectionWithoutARequestIsClosed() {
    assertEquals("", RawHttp.talk(api, ""));
  }

  @Test
  void anAdminConnectionWithoutARequestIsClosed() {
    assertEquals("", RawHttp.talk(admin, ""));
  }

  @Test
  void anIdleAdminConnectionIsClosedAfterItsResponse() {
    String responses = RawHttp.talk(admin, "GET /live " + HEAD + "\r\n");
    assertTrue(responses.matches("(?s)HTTP/1.1 200 .*live\n"), responses);
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET / HTTP/1.1\r\n", "GET / " + HEAD + "Accept: "})
  void aHeadThatDoesNotEndIsRefused(String head) {
    assertTimeout(RawHttp.talk(api, head));
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET / HTTP/1.1\r\n", "GET / " + HEAD + "Accept: "})
  void aHeadThatDoesNotEndIsRefusedByTheAdminServer(String head) {
    assertTrue(RawHttp.talk(admin, head).startsWith("HTTP/1.1 408 "));
  }

  @Test
  void aHeadThatArrivesByteByByteIsRefused() {
    assertTimeout(RawHttp.talkForEver(api, "GET / " + HEAD + "Accept: ", "x"));
  }

  @Test
  void aSecondHeadThatDoesNotEndHasAnIdOfItsOwn() {
    String first = "GET /nowhere " + HEAD + "X-Request-Id: mine\r\n\r\n";
    String responses = RawHttp.talk(api, first + "G");
    assertTrue(responses.matches("(?s)HTTP/1.1 404 .*mine.*HTTP/1.1 408 .*"), responses);
    assertEquals(1, responses.split("mine", -1).length - 1, responses);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/rebound/v1/bounces", "/rebound/v1/lookup"})
  void aBodyThatDoesNotEndIsRefused(String route) {
    String head = "Authorization: Bearer " + api.key() + "\r\nContent-Length: 9999\r\n\r\n";
    assertTimeout(RawHttp.talk(api, "POST " + route + " " + HEAD + head + "{"));
  }

  @Test
  void aFormThatDoesNotEndIsRefused() {
    assertTimeout(RawHttp.talk(api, FORM + "api_user=apikey&"));
  }

  @Test
  void aFormThatArrivesByteByByteIsRefused() {
    assertTimeout(RawHttp.talkForEver(api, FORM, "x"));
  }

  @Test
  void aResponseMayTakeLongerThanAnIdleConnectionMay() {
    Mock mock = new Mock(SERVICE, admin);
    // The other tests request other paths.
    mock.rules("{\"path\":\"%s\",\"fault\":{\"latency\":{\"fixed\":2500}}}".formatted(Api.BOUNCES));
    assertEquals(200, api.get(Api.BOUNCES).statusCode());
  }

  private static void assertTimeout(String response) {
    assertTrue(response.startsWith("HTTP/1.1 408 "), response);
    assertTrue(response.contains("X-Request-Id: "), response);
    assertTrue(response.endsWith(ErrorBody.of("request timeout")), response);
  }
}
