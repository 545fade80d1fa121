package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that cannot be read get a response in the API's format; truncated ones too. */
class BrokenRequestContractTest {
  private final Api api = TestService.shared().account();

  @ParameterizedTest
  @CsvSource({
    "GET /v3/scopes XYZ/7.3, 400",
    "GET /v3/scopes, 400",
    "GET, 400",
    "GET /v3/scopes HTTP/1.1 more, 400",
    "GET /v3/scopes HTTP/11, 400",
    "GET /v3/scopes http/1.1, 400",
    "GET /v3/scopes HTTP/2.0, 505",
    "GET /v3/scopes HTTP/1.9, 505",
    "PRI * HTTP/2.0, 505",
  })
  void aRequestLineThatIsNoneIsRefused(String line, int status) {
    RawHttp.Answer answer = send(line + "\r\nHost: x\r\n\r\n");
    assertRefused(status, status == 505 ? "http version not supported" : "bad request", answer);
    assertTrue(answer.header("X-Request-Id").get(0).matches("[0-9a-f]{16}"));
  }

  @Test
  void aBrokenHeadKeepsTheIdThatTheClientGave() {
    String head = "GET / HTTP/1.1\r\nX-Request-Id: mine\r\nHost: x\r\nHost: y\r\n\r\n";
    assertEquals(List.of("mine"), send(head).header("X-Request-Id"));
  }

  @Test
  void aHeadThatIsTooLargeIsRefused() {
    String head = "GET / HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(20_000) + "\r\n\r\n";
    assertRefused(431, "request header fields too large", send(head));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /rebound/v1/bounces",
    "POST, /rebound/v1/lookup",
    "DELETE, /v3/suppression/bounces",
    "POST, /api/bounces.get.json",
    "POST, /rebound/v1/events/unknown",
    "POST, /nowhere",
  })
  void aBodyThatCannotBeReadIsRefused(String method, String path) {
    String head =
        "%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nX-Request-Id: mine\r\n%s\r\n\r\n";
    for (String chunk : List.of("zz\r\n", "2\r\n{}", "2\r\n{}\r\nzz\r\n", "2\r\n{}xx")) {
      String chunked = head.formatted(method, path, api.key(), "Transfer-Encoding: chunked");
      assertBroken(RawHttp.talkAndClose(api, chunked + chunk));
    }
    String announced = head.formatted(method, path, api.key(), "Content-Length: 5");
    assertBroken(RawHttp.talkAndClose(api, announced + "{}"));
  }

  // A route that needs no body may respond before the body breaks.
  private static void assertBroken(String response) {
    assertTrue(response.matches("(?s)HTTP/1\\.1 4(00|04) .*"), response);
    assertTrue(response.contains("X-Request-Id: mine\r\n"), response);
    assertTrue(response.contains("{\"errors\":["), response);
  }

  @Test
  void responsesToEarlierRequestsPrecede() {
    String get =
        "GET /v3/suppression/bounces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(api.key());
    String responses = RawHttp.talkAndClose(api, get + get + "GET / XYZ/7.3\r\n\r\n" + get);
    assertTrue(responses.matches("(?s)HTTP/1.1 200 .*HTTP/1.1 200 .*HTTP/1.1 400 .*"), responses);
    assertEquals(3, responses.split("HTTP/1", -1).length - 1, responses);
  }

  @Test
  void aClientThatClosesItsSendingSideGetsItsResponses() {
    String head = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + api.key() + "\r\n";
    String body = "{\"email\":\"a@x.org\",\"created\":1}";
    String post =
        "POST /rebound/v1/bounces%sContent-Length: %d\r\n\r\n%s"
            .formatted(head, body.length(), body);
    String response = RawHttp.talkAndClose(api, post);
    assertTrue(response.contains("{\"added\":1,"), response);
    String get = "GET /v3/suppression/bounces" + head + "\r\n";
    String responses = RawHttp.talkAndClose(api, get + get);
    assertEquals(2, responses.split("a@x\\.org", -1).length - 1, responses);
  }

  @Test
  void aConnectionWithoutARequestIsClosedWithItsClient() throws IOException {
    URI url = URI.create(api.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(30_000);
      String get = "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
      assertEquals('H', socket.getInputStream().read());
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
    assertEquals("", RawHttp.talkAndClose(api, ""));
  }

  private RawHttp.Answer send(String request) {
    return RawHttp.answer(api, request);
  }

  private static void assertRefused(int status, String message, RawHttp.Answer answer) {
    assertEquals(status, answer.status());
    assertEquals(ErrorBody.of(message), answer.body());
    assertEquals(List.of("application/json"), answer.header("Content-Type"));
    assertEquals(List.of("close"), answer.header("Connection"));
  }
}
