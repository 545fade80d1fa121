package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The id of a request: not of SendGrid's, but harmless to its clients. */
class RequestIdContractTest {
  private static final String HEADER = "X-Request-Id";

  private final Api api = TestService.shared().account();

  @ParameterizedTest
  @CsvSource({
    "GET, /v3/suppression/bounces, 200",
    "GET, /v3/suppression/bounces?limit=0, 400",
    "DELETE, /v3/suppression/bounces/nobody@x.org, 404",
    "PUT, /v3/suppression/bounces, 405",
    "OPTIONS, /v3/scopes, 200",
    "GET, /nowhere, 404",
    "GET, /api/bounces.get.json, 403",
  })
  void everyAnswerHasTheIdThatTheClientGave(String method, String target, int status) {
    RawHttp.Answer answer = RawHttp.send(api, method, target, HEADER + ": from/client-1");
    assertEquals(status, answer.status());
    assertEquals(List.of("from/client-1"), answer.header(HEADER));
  }

  @Test
  void aRefusedCallerGetsAnIdToo() {
    RawHttp.Answer answer = RawHttp.send(TestService.shared().api(null), "GET", Api.BOUNCES);
    assertEquals(401, answer.status());
    assertTrue(answer.header(HEADER).get(0).matches("[0-9a-f]{16}"));
  }

  @Test
  void aRequestLineThatIsTooLongGetsAnIdToo() {
    RawHttp.Answer answer = RawHttp.send(api, "GET", "/" + "x".repeat(20_000));
    assertEquals(414, answer.status());
    assertTrue(answer.header(HEADER).get(0).matches("[0-9a-f]{16}"));
  }

  @Test
  void requestsWithoutAnIdGetOneEach() {
    assertNotEquals(idFor("Accept: */*"), idFor("Accept: */*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0123456789abcdef", "Az09._:/=+-", "Root=1-67891233-abcdef012345"})
  void anIdOfTheAllowedCharactersIsTaken(String id) {
    assertEquals(id, idFor(HEADER + ": " + id));
  }

  @Test
  void anIdOfTheLargestLengthIsTaken() {
    String id = "x".repeat(128);
    assertEquals(id, idFor(HEADER + ": " + id));
  }

  static List<String> wrongIds() {
    return List.of(
        "",
        "x".repeat(129),
        "ada@example.com",
        "two words",
        "from-SG.aaaa.bbbb",
        "sg.aaaa.bbbb",
        "\"quoted\"",
        "{json}",
        "%0a",
        "\u00e9",
        "tab\there",
        "SG." + "a".repeat(22) + "." + "b".repeat(43));
  }

  @ParameterizedTest
  @MethodSource("wrongIds")
  void anyOtherIdIsReplaced(String id) {
    assertTrue(idFor(HEADER + ": " + id).matches("[0-9a-f]{16}"));
  }

  @Test
  void theFaultsOfAMockHaveAnIdToo() {
    try (Mock mock = Mock.start()) {
      mock.rules("{\"fault\":{\"status\":500}}");
      RawHttp.Answer answer =
          RawHttp.send(mock.service().account(), "GET", Api.BOUNCES, HEADER + ": mine");
      assertEquals(500, answer.status());
      assertEquals(List.of("mine"), answer.header(HEADER));
    }
  }

  private String idFor(String header) {
    List<String> ids = RawHttp.send(api, "GET", Api.BOUNCES, header).header(HEADER);
    assertEquals(1, ids.size());
    return ids.get(0);
  }
}
