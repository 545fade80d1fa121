package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.bounced;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Switches for what was seen on the live service (contract, chapter 8). */
class V2SwitchesContractTest {
  @AutoClose
  private static final TestService SERVICE =
      TestService.start(
          Map.of("REBOUND_V2_CONTENT_TYPE", "text/html", "REBOUND_V2_COUNT", "integer"));

  private final Api api = SERVICE.account();
  private final V2Api v2 = V2Api.of(api);

  @Test
  void jsonMayBeCalledHtmlAsItWasAndStaysJson() {
    api.ingest(bounced("2009-06-10 12:40:30", "a@x.org").because("<b>550</b>", "550"));
    assertHtml(
        200,
        "[{\"status\": \"550\", \"created\": \"2009-06-10 12:40:30\", \"reason\": \"<b>550</b>\","
            + " \"email\": \"a@x.org\"}]",
        v2.get("get.json", "date", "1"));
    assertHtml(200, "[]", v2.get("get.json", "email", "b@x.org"));
    assertHtml(
        200, V2Body.message("Email does not exist"), v2.post("delete.json", "email", "b@x.org"));
    assertHtml(
        400,
        V2Body.error("error in type: must be hard or soft"),
        v2.get("count.json", "type", "x"));
    assertHtml(
        403,
        V2Body.error("Bad username / password"),
        new V2Api(api, V2Api.KEY_USER, "password").get("get.json"));
  }

  private static void assertHtml(int status, String body, HttpResponse<String> response) {
    assertEquals(body, response.body());
    assertEquals(status, response.statusCode());
    assertEquals(List.of("text/html"), response.headers().allValues("Content-Type"));
  }

  @Test
  void xmlAndTheOtherApiKeepTheirTypes() {
    for (String method : List.of("get.xml", "count.xml", "delete.xml")) {
      assertEquals(List.of("application/xml"), v2.get(method).headers().allValues("Content-Type"));
    }
    assertEquals(
        List.of("application/json"), api.get(Api.BOUNCES).headers().allValues("Content-Type"));
  }

  @Test
  void aCountMayBeAnInteger() {
    assertHtml(200, "{\"count\": 0}", v2.get("count.json"));
    api.ingest(BounceRow.at(1, "a@x.org").because("", "4.0.0"), BounceRow.at(2, "b@x.org"));
    assertHtml(200, "{\"count\": 2}", v2.post("count.json"));
    assertHtml(200, "{\"count\": 1}", v2.get("count.json", "type", "soft"));
    assertEquals(V2Body.xmlCount(2), v2.found("count.xml"));
  }
}
