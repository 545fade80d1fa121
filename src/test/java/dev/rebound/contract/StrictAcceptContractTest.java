package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Accept header, by default and with the switch (contract, 2.4 and chapter 9, rows 12, 22). */
class StrictAcceptContractTest {
  @AutoClose
  private static final TestService STRICT =
      TestService.start(Map.of("REBOUND_HTTP_STRICT_ACCEPT", "true"));

  private final Api lenient = TestService.shared().account();
  private final Api strict = STRICT.account();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "*/*",
        "application/*",
        "Application/JSON; charset=utf-8",
        "application/json;q=0.001",
        "text/html, application/xhtml+xml, */*;q=0.8",
        "text/csv,application/json",
        "text/csv;q=0, application/json ; q=0.5",
      })
  void whoeverTakesJsonGetsIt(String accept) {
    assertEquals(200, RawHttp.send(strict, "GET", BOUNCES, "Accept: " + accept).status());
    assertEquals(200, RawHttp.send(lenient, "GET", BOUNCES, "Accept: " + accept).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/csv",
        "text/html",
        "text/*",
        "application/xml",
        "application/json;q=0",
        "application/json; q=0.000",
        "",
        "nonsense",
      })
  void whoeverDoesNotIsRefusedWhereTheServiceIsStrict(String accept) {
    RawHttp.Answer refused = RawHttp.send(strict, "GET", BOUNCES, "Accept: " + accept);
    assertEquals(406, refused.status());
    assertEquals(ErrorBody.of("not acceptable"), refused.body());
    RawHttp.Answer served = RawHttp.send(lenient, "GET", BOUNCES, "Accept: " + accept);
    assertEquals(200, served.status());
    assertEquals(List.of("application/json"), served.header("Content-Type"));
  }

  @Test
  void whoeverDoesNotSayIsRefusedWhereTheServiceIsStrict() {
    RawHttp.Answer refused = RawHttp.send(strict, "GET", BOUNCES);
    assertEquals(406, refused.status());
    assertEquals(ErrorBody.of("not acceptable"), refused.body());
    assertEquals(406, RawHttp.send(strict, "GET", BOUNCES + "/?limit=1").status());
    assertEquals(406, RawHttp.send(strict, "HEAD", BOUNCES).status());
    assertEquals(200, RawHttp.send(lenient, "GET", BOUNCES).status());
  }

  @Test
  void severalHeadersCountAsOne() {
    String[] headers = {"Accept: text/csv", "Accept: application/json"};
    assertEquals(200, RawHttp.send(strict, "GET", BOUNCES, headers).status());
  }

  @Test
  void onlyTheListIsStrict() {
    assertEquals(200, RawHttp.send(strict, "GET", BOUNCES + "/a@x.org").status());
    assertEquals(404, RawHttp.send(strict, "DELETE", BOUNCES + "/a@x.org").status());
    assertEquals(200, RawHttp.send(strict, "GET", "/v3/scopes").status());
    assertEquals(204, strict.delete(BOUNCES, "{\"delete_all\":true}").statusCode());
    strict.ingest("{\"email\":\"a@x.org\"}");
  }
}
