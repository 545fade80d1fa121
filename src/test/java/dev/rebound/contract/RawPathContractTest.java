package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes match the raw path: an address arrives as the client sent it, decoded once. */
class RawPathContractTest {
  private final Api api = TestService.shared().account();

  @ParameterizedTest
  @CsvSource({
    "a+b@x.org, a+b@x.org",
    "a%2Fb@x.org, a/b@x.org",
    "a%3Fb@x.org, a?b@x.org",
    "a//b@x.org, a//b@x.org",
    "a%25b@x.org, a%b@x.org",
    "%zz@x.org, %zz@x.org",
    "..%2Fa@x.org, ../a@x.org",
    "../a@x.org, ../a@x.org",
    "./a@x.org, ./a@x.org",
    "\u00fc@x.org, \u00fc@x.org",
    // In UTF-8 its second byte is a line break to a regular expression.
    "\u00c5@x.org, \u00e5@x.org",
    "classifications@x.org, classifications@x.org",
  })
  void anAddressIsFoundByItsRawPath(String raw, String address) {
    BounceRow row = BounceRow.at(1, address);
    api.ingest(row);
    RawHttp.Answer answer = RawHttp.send(api, "GET", BOUNCES + "/" + raw);
    assertEquals(200, answer.status());
    assertEquals(BounceRow.array(row), answer.body());
    assertEquals(200, RawHttp.send(api, "HEAD", BOUNCES + "/" + raw).status());
    assertEquals(405, RawHttp.send(api, "PUT", BOUNCES + "/" + raw).status());
    assertEquals(
        List.of("HEAD, GET, DELETE, OPTIONS"),
        RawHttp.send(api, "OPTIONS", BOUNCES + "/" + raw).header("Allow"));
    assertEquals(204, RawHttp.send(api, "DELETE", BOUNCES + "/" + raw).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "a@x.org%", "a%00@x.org", "..%2F", "../", "%", "a@x.org%2"})
  void textThatIsNoAddressOnTheListIsNotFound(String raw) {
    RawHttp.Answer answer = RawHttp.send(api, "GET", BOUNCES + "/" + raw);
    assertEquals(200, answer.status());
    assertEquals("[]", answer.body());
  }

  @Test
  void theAbsoluteFormOfATargetIsServed() {
    BounceRow row = BounceRow.at(1, "a@x.org");
    api.ingest(row);
    String url = "http://" + URI.create(api.url()).getAuthority() + BOUNCES + "/a@x.org";
    assertEquals(BounceRow.array(row), RawHttp.send(api, "GET", url).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere%zz", "/%", "/v3/suppression/bounces%2Fa@x.org", "/..", "/%00"})
  void aPathThatIsNotServedGetsJson(String path) {
    for (String method : List.of("GET", "POST", "OPTIONS")) {
      RawHttp.Answer answer = RawHttp.send(api, method, path);
      assertEquals(404, answer.status());
      assertEquals(ErrorBody.of("resource not found"), answer.body());
      assertEquals(List.of("application/json"), answer.header("Content-Type"));
    }
  }

  @Test
  void aBodyThatIsTooLongGetsJson() {
    String body = new JsonObject().put("emails", "x".repeat(1 << 20)).encode();
    assertEquals(ErrorBody.of("request entity too large"), api.delete(BOUNCES, body).body());
  }

  @Test
  void aRequestOfHttp11NeedsAHost() {
    String authorization = "Authorization: Bearer " + api.key() + "\r\n";
    String refused = RawHttp.talk(api, "GET /v3/scopes HTTP/1.1\r\nConnection: close\r\n\r\n");
    assertTrue(refused.startsWith("HTTP/1.1 400 "), refused);
    assertTrue(refused.endsWith(ErrorBody.of("bad request")), refused);
    assertTrue(refused.contains("X-Request-Id: "), refused);
    String old = RawHttp.talk(api, "GET /v3/scopes HTTP/1.0\r\n" + authorization + "\r\n");
    assertTrue(old.startsWith("HTTP/1.0 200 "), old);
  }

  @Test
  void theServerAsAWholeHasNoOptions() {
    RawHttp.Answer answer = RawHttp.send(api, "OPTIONS", "*");
    assertEquals(404, answer.status());
    assertEquals(ErrorBody.of("resource not found"), answer.body());
  }

  @Test
  void aFormTypeIsNoReasonToFail() {
    for (String type :
        List.of(
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=b")) {
      Api sender = api.with("Content-Type", type);
      assertEquals(415, sender.delete(BOUNCES, "{\"delete_all\":true}").statusCode());
      assertEquals(
          415, sender.post("/rebound/v1/lookup", "{\"emails\":[\"a@x.org\"]}").statusCode());
      assertEquals(404, sender.post("/rebound/v1/events/unknown", "%zz").statusCode());
    }
  }
}
