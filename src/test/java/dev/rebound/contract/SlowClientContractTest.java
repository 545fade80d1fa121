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

/** Clients that send slowly or nothing at all, with the shortest deadlines. */
@Timeout(60)
class SlowClientContractTest {
  private static final String HEAD = "HTTP/1.1\r\nHost: x\r\n";

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
    assertEquals("", RawHttp.talk(admin, ""));
    String responses = RawHttp.talk(admin, "GET /live " + HEAD + "\r\n");
    assertTrue(responses.matches("(?s)HTTP/1.1 200 .*live\n"), responses);
  }

  @Test
  void aHeadThatDoesNotEndIsRefused() {
    for (String head : new String[] {"G", "GET / HTTP/1.1\r\n", "GET / " + HEAD + "Accept: "}) {
      assertTimeout(RawHttp.talk(api, head));
      assertTrue(RawHttp.talk(admin, head).startsWith("HTTP/1.1 408 "));
    }
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

  @Test
  void aBodyThatDoesNotEndIsRefused() {
    String head = "Authorization: Bearer " + api.key() + "\r\nContent-Length: 9999\r\n\r\n";
    for (String route : new String[] {"/rebound/v1/bounces", "/rebound/v1/lookup"}) {
      assertTimeout(RawHttp.talk(api, "POST " + route + " " + HEAD + head + "{"));
    }
    String form = "POST /api/bounces.get.json " + HEAD + "Content-Length: 9999\r\n\r\n";
    assertTimeout(RawHttp.talk(api, form + "api_user=apikey&"));
    assertTimeout(RawHttp.talkForEver(api, form, "x"));
  }

  @Test
  void aResponseMayTakeLongerThanAnIdleConnectionMay() {
    Mock mock = new Mock(SERVICE, admin);
    mock.rules("{\"id\":\"slow\",\"fault\":{\"latency\":{\"fixed\":2500}}}");
    assertEquals(200, api.get(Api.BOUNCES).statusCode());
    mock.rules();
  }

  private static void assertTimeout(String response) {
    assertTrue(response.startsWith("HTTP/1.1 408 "), response);
    assertTrue(response.contains("X-Request-Id: "), response);
    assertTrue(response.endsWith(ErrorBody.of("request timeout")), response);
  }
}
