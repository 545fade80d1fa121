package dev.rebound.mock.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.RawHttp;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault as a client sees it. */
class FaultOnTheWireTest {
  @AutoClose private static final Mock MOCK = Mock.start();

  private static final String ONE = Api.BOUNCES + "/a@x.org";
  private static final String TOTALS = "/v3/suppressions/bounces/classifications";

  private final Api api = MOCK.service().account();

  @BeforeEach
  void takeRulesAway() {
    MOCK.rules();
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized",
    "403, access forbidden",
    "404, resource not found",
    "406, not acceptable",
    "413, request entity too large",
    "429, too many requests",
    "500, internal server error",
    "503, service unavailable",
    "400, bad request",
    "405, method not allowed",
    "415, Content-Type should be application/json.",
    "410, gone",
    "502, bad gateway",
    "504, gateway timeout",
    "599, server error (599)"
  })
  void aStatusComesWithSendGridsBody(int status, String message) {
    fault("{\"status\":%d}".formatted(status));
    for (String path : List.of(Api.BOUNCES, ONE, TOTALS, "/v3/scopes", "/v3/nothing")) {
      HttpResponse<String> response = api.get(path);
      assertEquals(status, response.statusCode());
      assertEquals(
          "{\"errors\":[{\"field\":null,\"message\":\"" + message + "\"}]}", response.body());
      assertEquals("application/json", header(response, "Content-Type"));
      assertEquals("wire", header(response, Mock.FAULT));
    }
  }

  @Test
  void tooManyRequestsComeWithTheHeadersOfALimitThatIsUsedUp() {
    fault("{\"status\":429}");
    RawHttp.Answer answer = RawHttp.send(api, "GET", Api.BOUNCES);
    assertEquals(List.of("600"), answer.header("X-Ratelimit-Limit"));
    assertEquals(List.of("0"), answer.header("X-Ratelimit-Remaining"));
    long end = MOCK.service().clock().instant().getEpochSecond() / 60 * 60 + 60;
    assertEquals(List.of(Long.toString(end)), answer.header("X-Ratelimit-Reset"));
    assertEquals(List.of(), answer.header("Retry-After"));
  }

  @Test
  void aStatusDoesNothingElse() {
    api.ingest(BounceRow.at(1, "a@x.org"));
    fault("{\"status\":500}");
    assertEquals(500, api.delete(ONE).statusCode());
    assertEquals(500, api.delete(Api.BOUNCES, "{\"delete_all\":true}").statusCode());
    assertEquals(500, api.post(Api.INGEST, "x".repeat(100_000)).statusCode());
    MOCK.rules();
    assertEquals(List.of("a@x.org"), api.emails(""));
  }

  @Test
  void theLegacyApiIsToldAStatusInItsOwnForms() {
    fault("{\"status\":503}");
    V2Api v2 = V2Api.of(api);
    HttpResponse<String> json = v2.post("get.json");
    assertEquals(503, json.statusCode());
    assertEquals(V2Body.error("service unavailable"), json.body());
    assertEquals("wire", header(json, Mock.FAULT));
    assertEquals(V2Body.xmlErrors("service unavailable"), v2.get("count.xml").body());
  }

  @Test
  void nginxsPageIsThereByteForByte() {
    fault("{\"status\":406,\"html\":true}");
    RawHttp.Answer answer = RawHttp.send(api, "GET", Api.BOUNCES);
    assertEquals(406, answer.status());
    assertEquals(List.of("text/html"), answer.header("Content-Type"));
    assertEquals(List.of(), answer.header("Access-Control-Allow-Origin"));
    assertEquals(
        "<html>\r\n<head><title>406 Not Acceptable</title></head>\r\n<body bgcolor=\"white\">\r\n"
            + "<center><h1>406 Not Acceptable</h1></center>\r\n<hr><center>nginx</center>\r\n"
            + "</body>\r\n</html>\r\n",
        answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fixed\":60}",
        "{\"uniform\":[60,70]}",
        "{\"logNormal\":{\"median\":60,\"sigma\":0}}"
      })
  void latencyComesBeforeTheRealAnswer(String latency) {
    api.ingest(BounceRow.at(1, "a@x.org"));
    String answer = api.get(ONE).body();
    fault("{\"latency\":" + latency + "}");
    long start = System.nanoTime();
    HttpResponse<String> response = api.get(ONE);
    // A timer may be early by the part of a millisecond that it does not count.
    assertTrue(System.nanoTime() - start >= 58_000_000L);
    assertEquals(200, response.statusCode());
    assertEquals(answer, response.body());
    assertEquals("wire", header(response, Mock.FAULT));
    assertEquals(List.of("a@x.org"), V2Api.of(api).emails());
    assertEquals(200, api.post(Api.INGEST, "{\"email\":\"b@x.org\"}").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {Api.BOUNCES, ONE, TOTALS, "/api/bounces.get.json", "/rebound/v1/none"})
  void aResetIsOne(String path) {
    fault("{\"reset\":true}");
    UncheckedIOException thrown =
        assertThrows(UncheckedIOException.class, () -> RawHttp.send(api, "GET", path));
    assertInstanceOf(SocketException.class, thrown.getCause());
    assertTrue(thrown.getMessage().contains("Connection reset"), thrown.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"'', 10", "'', 0", "/a@x.org, 1", "/none@x.org, 1", "?limit=x, 20"})
  void aTruncatedBodyEndsBeforeItsLength(String rest, int bytes) {
    api.ingest(BounceRow.at(1, "a@x.org"));
    RawHttp.Answer whole = RawHttp.send(api, "GET", Api.BOUNCES + rest);
    fault("{\"truncate\":" + bytes + "}");
    RawHttp.Answer answer = RawHttp.send(api, "GET", Api.BOUNCES + rest);
    assertEquals(whole.status(), answer.status());
    assertEquals(whole.header("Content-Length"), answer.header("Content-Length"));
    assertEquals(whole.body().substring(0, bytes), answer.body());
    assertEquals(List.of("wire"), answer.header(Mock.FAULT));
  }

  @Test
  void aTruncatedConnectionIsClosedAlsoWhereTheClientWouldKeepIt() {
    fault("{\"truncate\":1}");
    String kept = "GET /v3/scopes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + api.key();
    String answer = RawHttp.talk(api, kept + "\r\n\r\n");
    assertTrue(answer.endsWith("\r\n\r\n{"), answer);
    assertThrows(IllegalStateException.class, () -> api.get(Api.BOUNCES));
  }

  @Test
  void aBodyNoLongerThanTheCutIsWhole() {
    fault("{\"truncate\":2}");
    assertEquals("[]", api.get(Api.BOUNCES).body());
  }

  @Test
  void aDripTakesItsTimeAndEndsWell() {
    api.ingest(BounceRow.at(1, "a@x.org"));
    RawHttp.Answer whole = RawHttp.send(api, "GET", Api.BOUNCES);
    int drops = (whole.body().length() + 19) / 20;
    fault("{\"drip\":{\"bytes\":20,\"everyMillis\":20}}");
    long start = System.nanoTime();
    RawHttp.Answer answer = RawHttp.send(api, "GET", Api.BOUNCES);
    assertTrue(System.nanoTime() - start >= (drops - 1) * 18_000_000L);
    assertEquals(whole.body(), answer.body());
    assertEquals(whole.header("Content-Length"), answer.header("Content-Length"));
  }

  @Test
  void theFirstDropComesBeforeTheOthers() throws IOException {
    fault("{\"drip\":{\"bytes\":3,\"everyMillis\":60000}}");
    URI url = URI.create(api.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(30_000);
      String head = "GET /v3/scopes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + api.key();
      socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      StringBuilder read = new StringBuilder();
      InputStream in = socket.getInputStream();
      while (!read.toString().endsWith("\r\n\r\n{\"s")) {
        read.append((char) in.read());
      }
      assertEquals(0, in.available());
    }
  }

  @Test
  void streamedAnswersAreCutAndDripToo() {
    String events = "{\"email\":\"%s@x.org\",\"reason\":\"550 5.1.1 No such user\"}";
    api.ingest(events.formatted("a") + "\n" + events.formatted("b"));
    V2Api v2 = V2Api.of(api);
    String whole = v2.found("get.json");
    fault("{\"drip\":{\"bytes\":50,\"everyMillis\":1}}");
    assertEquals(whole, v2.found("get.json"));
    fault("{\"truncate\":7}");
    assertEquals(whole.substring(0, 7), RawHttp.send(api, "GET", v2.path("get.json")).body());
  }

  @Test
  void aStaleAnswerIsTheFirstOneOfTheSameRequestAndAccount() {
    api.ingest(BounceRow.at(1, "a@x.org"));
    fault("{\"stale\":true}");
    HttpResponse<String> first = api.get(Api.BOUNCES);
    assertTrue(first.headers().firstValue(Mock.FAULT).isEmpty());
    api.ingest(BounceRow.at(2, "b@x.org"));
    HttpResponse<String> again = api.get(Api.BOUNCES);
    assertEquals(first.body(), again.body());
    assertEquals("wire", header(again, Mock.FAULT));
    assertEquals(List.of("b@x.org", "a@x.org"), api.emails("?limit=5"));
    assertEquals("[]", MOCK.service().account().list());
    Api stranger = MOCK.service().api("SG.nobody");
    assertEquals(401, stranger.get(Api.BOUNCES).statusCode());
    MOCK.rules();
    assertNotEquals(first.body(), api.list());
  }

  @Test
  void aSkippedRequestOfAStaleRuleIsRememberedToo() {
    MOCK.rules("{\"skip\":1,\"fault\":{\"stale\":true}}");
    String first = api.list();
    api.ingest(BounceRow.at(1, "a@x.org"));
    assertNotEquals(first, api.list());
    assertEquals(first, api.list());
  }

  @Test
  void aDriftedPageShowsOtherRowsAndTheSameLinks() {
    BounceRow[] rows = new BounceRow[9];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = BounceRow.at(100 - i, i + "@x.org");
    }
    api.ingest(rows);
    String link = header(api.get(Api.BOUNCES + "?limit=3&offset=3"), "Link");
    fault("{\"drift\":1}");
    HttpResponse<String> page = api.get(Api.BOUNCES + "?limit=3&offset=3");
    assertEquals(BounceRow.array(rows[4], rows[5], rows[6]), page.body());
    assertEquals(link, header(page, "Link"));
    assertEquals("wire", header(page, Mock.FAULT));
    fault("{\"drift\":-2}");
    assertEquals(List.of("1@x.org", "2@x.org", "3@x.org"), api.emails("?limit=3&offset=3"));
    assertEquals(List.of("0@x.org"), api.emails("?limit=1&offset=1"));
    assertFalse(api.get(ONE).headers().firstValue(Mock.FAULT).isPresent());
    assertEquals(List.of(), api.emails("?offset=999999999999999999999"));
  }

  @Test
  void withoutRulesNoAnswerTellsOfOne() {
    for (String path : List.of(Api.BOUNCES, ONE, TOTALS, "/v3/nothing")) {
      assertTrue(api.get(path).headers().firstValue(Mock.FAULT).isEmpty());
    }
  }

  private static void fault(String fault) {
    MOCK.rules("{\"id\":\"wire\",\"fault\":" + fault + "}");
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
