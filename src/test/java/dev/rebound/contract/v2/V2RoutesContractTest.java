package dev.rebound.contract.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and methods that are there, and those that are not (contract, 4.1 and chapter 9). */
class V2RoutesContractTest {
  private static final List<String> METHODS =
      List.of("get.json", "get.xml", "count.json", "count.xml", "delete.json", "delete.xml");

  private final Api api = TestService.shared().account();
  private final V2Api v2 = V2Api.of(api);

  @BeforeEach
  void fillTheList() {
    api.ingest(BounceRow.at(1, "a@x.org"));
  }

  @Test
  void getAndPostAreAlikeOnEveryPath() {
    for (String method : METHODS) {
      HttpResponse<String> get = v2.get(method, "email", "nobody@x.org");
      HttpResponse<String> post = v2.post(method, "email", "nobody@x.org");
      assertEquals(200, get.statusCode());
      assertEquals(200, post.statusCode());
      assertEquals(get.body(), post.body());
      assertEquals(
          get.headers().allValues("Content-Type"), post.headers().allValues("Content-Type"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "PURGE"})
  void anotherMethodIsNotAllowedAndDoesNothing(String verb) {
    for (String method : METHODS) {
      HttpResponse<String> response =
          v2.form(verb, v2.path(method, "delete_all", "1"), "delete_all=1");
      assertEquals(405, response.statusCode());
      assertEquals(List.of("GET, POST"), response.headers().allValues("Allow"));
    }
    assertEquals(List.of("a@x.org"), v2.emails());
  }

  @Test
  void headIsNotServedEither() {
    for (String method : METHODS) {
      RawHttp.Answer answer = RawHttp.send(v2.api(), "HEAD", v2.path(method, "delete_all", "1"));
      assertEquals(405, answer.status());
      assertEquals("", answer.body());
      assertEquals(List.of("GET, POST"), answer.header("Allow"));
    }
    assertEquals(List.of("a@x.org"), v2.emails());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/bounces.add.json",
        "/api/bounces.GET.json",
        "/api/bounces.get",
        "/api/bounces.get.",
        "/api/bounces.get.csv",
        "/api/bounces.get.JSON",
        "/api/bounces.get.json5",
        "/api/bounces.delete.html",
        "/api/bounces.json",
        "/api/bounces",
        "/api/bounces.",
        "/api/bounce.get.json",
        "/api/blocks.get.json",
        "/api/user.bounces.json",
        "/apiv2/bounces.get.json",
        "/v2/api/bounces.get.json",
        "/api",
        "/api/",
      })
  void anUnknownActionOrExtensionIsNotFound(String path) {
    String query = "?" + v2.credentials() + "&delete_all=1&task=delete";
    assertEquals(404, v2.api().get(path + query).statusCode());
    assertEquals(404, v2.form("POST", path, query.substring(1)).statusCode());
    assertEquals(List.of("a@x.org"), v2.emails());
  }

  @Test
  void theHostDoesNotMatter() {
    for (String host : List.of("api.sendgrid.com", "sendgrid.com")) {
      RawHttp.Answer answer = RawHttp.send(v2.api(), "GET", v2.path("count.json"), "Host: " + host);
      assertEquals("{\"count\": \"1\"}", answer.body());
    }
  }

  @Test
  void acceptIsNotAskedFor() {
    for (String accept : List.of("text/xml", "application/xml", "text/html", "*/*")) {
      V2Api picky = V2Api.of(api.with("Accept", accept));
      assertEquals("{\"count\": \"1\"}", picky.found("count.json"));
    }
  }

  @Test
  void aRefusedFormLeavesTheConnectionForTheNextRequest() {
    String form = "api_user=apikey&api_key=password&delete_all=1";
    String answers =
        RawHttp.talk(
            api,
            "POST /api/bounces.delete.json HTTP/1.1\r\nHost: x\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length()
                + "\r\n\r\n"
                + form
                + "GET "
                + v2.path("count.json")
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertEquals(1, count(answers, "HTTP/1.1 403 "), answers);
    assertEquals(1, count(answers, "{\"count\": \"1\"}"), answers);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
