package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static dev.rebound.support.Api.INGEST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer says, methods and paths that are not there (contract, 2.5, 2.6 and 9.11). */
class CommonHeadersContractTest {
  private final Api api = TestService.shared().account();

  @ParameterizedTest
  @CsvSource({
    "GET, /v3/suppression/bounces, 200, 'GET, DELETE, OPTIONS'",
    "GET, /v3/suppression/bounces?limit=0, 400, 'GET, DELETE, OPTIONS'",
    "HEAD, /v3/suppression/bounces/, 200, 'GET, DELETE, OPTIONS'",
    "DELETE, /v3/suppression/bounces, 400, 'GET, DELETE, OPTIONS'",
    "PUT, /v3/suppression/bounces, 405, 'GET, DELETE, OPTIONS'",
    "OPTIONS, /v3/suppression/bounces, 200, 'GET, DELETE, OPTIONS'",
    "GET, /v3/suppression/bounces/a@x.org, 200, 'GET, DELETE, OPTIONS'",
    "DELETE, /v3/suppression/bounces/a@x.org, 204, 'GET, DELETE, OPTIONS'",
    "DELETE, /v3/suppression/bounces/b@x.org, 404, 'GET, DELETE, OPTIONS'",
    "GET, /v3/scopes, 200, 'GET, OPTIONS'",
    "POST, /rebound/v1/bounces, 400, 'POST, OPTIONS'",
    "POST, /rebound/v1/events/unknown, 404, 'POST, OPTIONS'",
  })
  void everyAnswerCarriesTheHeadersOfTheFamilyOnce(
      String method, String path, int status, String methods) {
    api.ingest(BounceRow.at(1, "a@x.org"));
    RawHttp.Answer answer = RawHttp.send(api, method, path);
    assertEquals(status, answer.status());
    assertFamily(methods, answer);
  }

  @Test
  void aRefusedCallerGetsThemToo() {
    Api nobody = TestService.shared().api(null);
    assertFamily("GET, DELETE, OPTIONS", RawHttp.send(nobody, "GET", BOUNCES));
    assertFamily("GET, DELETE, OPTIONS", RawHttp.send(api, "GET", BOUNCES, "on-behalf-of: nobody"));
  }

  private static void assertFamily(String methods, RawHttp.Answer answer) {
    assertEquals(List.of("*"), answer.header("Access-Control-Allow-Origin"));
    assertEquals(List.of(methods), answer.header("Access-Control-Allow-Methods"));
    assertEquals(
        List.of("AUTHORIZATION, Content-Type, On-behalf-of, x-sg-elas-acl"),
        answer.header("Access-Control-Allow-Headers"));
    assertEquals(List.of("Link"), answer.header("Access-Control-Expose-Headers"));
    assertEquals(List.of("21600"), answer.header("Access-Control-Max-Age"));
    assertEquals(
        List.of("default-src https://api.sendgrid.com; frame-src 'none'; object-src 'none'"),
        answer.header("Content-Security-Policy"));
    assertSecure(answer);
    assertEquals(List.of("Sun, 01 Mar 2026 12:00:00 GMT"), answer.header("Date"));
  }

  private static void assertSecure(RawHttp.Answer answer) {
    assertEquals(List.of("nosniff"), answer.header("X-Content-Type-Options"));
    assertEquals(List.of("DENY"), answer.header("X-Frame-Options"));
    // Only over the service's own TLS.
    assertEquals(List.of(), answer.header("Strict-Transport-Security"));
  }

  @Test
  void browsersAreKeptFromMisusingAnyResponse() {
    for (String path : List.of("/nowhere", "/api/bounces.get.xml", "/api/bounces.nothing.json")) {
      assertSecure(RawHttp.send(api, "GET", path));
    }
    assertSecure(RawHttp.answer(api, "GET / HTTP/1.1\r\n\r\n"));
    Api admin = new Api(TestService.shared().adminUrl(), null);
    for (String path : List.of("/live", "/metrics", "/nowhere")) {
      RawHttp.Answer answer = RawHttp.send(admin, "GET", path);
      assertSecure(answer);
      assertEquals(List.of("no-store"), answer.header("Cache-Control"));
      assertEquals(List.of("no-referrer"), answer.header("Referrer-Policy"));
    }
  }

  @Test
  void anAnswerWithoutABodyNamesNoTypeAndNoLength() {
    api.ingest(BounceRow.at(1, "a@x.org"));
    RawHttp.Answer answer = RawHttp.send(api, "DELETE", BOUNCES + "/a@x.org");
    assertEquals(204, answer.status());
    assertEquals("", answer.body());
    assertEquals(List.of(), answer.header("Content-Type"));
    assertEquals(List.of(), answer.header("Content-Length"));
    assertEquals(List.of(), answer.header("Transfer-Encoding"));
  }

  @Test
  void aBodyIsNotStored() {
    api.ingest(BounceRow.at(1, "a@x.org"));
    String credentials = "?api_user=apikey&api_key=" + api.key();
    for (String path :
        List.of(
            BOUNCES,
            BOUNCES + "/a@x.org",
            BOUNCES + "?limit=0",
            "/rebound/v1/bounces/a@x.org/history",
            "/rebound/v1/bounces.csv",
            "/rebound/v1/deletions",
            "/rebound/v1/status",
            "/api/bounces.get.json" + credentials,
            "/api/bounces.get.xml" + credentials)) {
      RawHttp.Answer answer = RawHttp.send(api, "GET", path);
      assertEquals(List.of("no-store"), answer.header("Cache-Control"), path);
    }
    HttpResponse<String> lookup = api.post("/rebound/v1/lookup", "{\"emails\":[\"a@x.org\"]}");
    assertEquals(List.of("no-store"), lookup.headers().allValues("Cache-Control"));
  }

  @ParameterizedTest
  @CsvSource({
    "/v3/suppression/bounces, 'HEAD, GET, DELETE, OPTIONS'",
    "/v3/suppression/bounces/, 'HEAD, GET, DELETE, OPTIONS'",
    "/v3/suppression/bounces/a@x.org, 'HEAD, GET, DELETE, OPTIONS'",
    "/v3/scopes, 'HEAD, GET, OPTIONS'",
    "/rebound/v1/bounces, 'POST, OPTIONS'",
    "/rebound/v1/events/any, 'POST, OPTIONS'",
  })
  void anyoneMayAskForTheMethodsOfAPathAndNoOtherIsAllowed(String path, String allowed) {
    Api nobody = TestService.shared().api(null);
    HttpResponse<String> options = nobody.send("OPTIONS", path, BodyPublishers.noBody());
    assertEquals(200, options.statusCode());
    assertEquals("", options.body());
    assertEquals(List.of(allowed), options.headers().allValues("Allow"));
    List<String> others =
        new ArrayList<>(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PURGE"));
    others.removeAll(List.of(allowed.split(", ")));
    for (String method : others) {
      HttpResponse<String> response =
          api.send(method, path, BodyPublishers.ofString("{\"delete_all\":true}"));
      assertEquals(405, response.statusCode());
      assertEquals(
          method.equals("HEAD") ? "" : ErrorBody.of("method not allowed"), response.body());
      assertEquals(List.of(allowed), response.headers().allValues("Allow"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v3",
        "/v3/",
        "/v3/suppression",
        "/v3/suppression/bounce",
        "/v3/suppression/bounces2",
        "/v3/suppression/spam_report/test@site.com",
        "/V3/suppression/bounces",
        "/v3//suppression/bounces",
        "//v3/suppression/bounces",
        "/v3/./suppression/bounces",
        "/v3/suppression/%62ounces",
        "/v3/scopes/",
        "/v3/mail/batch",
        "/rebound/v1/bounces/",
        "/rebound/v1/events",
        "/rebound",
      })
  void aPathThatIsNotServedIsNotFound(String path) {
    for (String method : List.of("GET", "POST", "DELETE")) {
      HttpResponse<String> response =
          api.send(method, path, BodyPublishers.ofString("{\"delete_all\":true}"));
      assertEquals(404, response.statusCode());
      assertEquals(ErrorBody.of("resource not found"), response.body());
      assertEquals(List.of("application/json"), response.headers().allValues("Content-Type"));
    }
  }

  @Test
  void anErrorOfAHeadRequestHasNoBody() {
    String id = "X-Request-Id: the-same";
    RawHttp.Answer get = RawHttp.send(api, "GET", BOUNCES + "?limit=0", id);
    RawHttp.Answer head = RawHttp.send(api, "HEAD", BOUNCES + "?limit=0", id);
    assertEquals(400, head.status());
    assertEquals("", head.body());
    assertEquals(get.headers(), head.headers());
    assertEquals(405, RawHttp.send(api, "HEAD", INGEST).status());
    assertEquals("", RawHttp.send(api, "HEAD", "/nowhere").body());
  }
}
