package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The switch that takes a limit over 500 for 500 (contract, chapter 9, row 1). */
class ClampLimitContractTest {
  @AutoClose
  private static final TestService SERVICE =
      TestService.start(Map.of("REBOUND_V3_CLAMP_LIMIT", "true"));

  private final Api api = SERVICE.account();

  @ParameterizedTest
  @ValueSource(strings = {"501", "1000", "99999999999999999999"})
  void aLimitOverFiveHundredIsFiveHundred(String limit) {
    api.ingest(BounceRow.at(1, "a@x.org"));
    // The API's description has the bound of the default, so that its client cannot send this.
    RawHttp.Answer answer = RawHttp.send(api, "GET", BOUNCES + "?limit=" + limit);
    assertEquals(200, answer.status());
    assertEquals(
        api.get(BOUNCES + "?limit=500").headers().allValues("Link"), answer.header("Link"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, must be between 1 and 500",
    "-1, must be between 1 and 500",
    "ten, must be a numeric value"
  })
  void aLimitThatMakesNoSenseIsStillAnError(String limit, String message) {
    HttpResponse<String> response = api.get(BOUNCES + "?limit=" + limit);
    assertEquals(400, response.statusCode());
    assertEquals(ErrorBody.ofField("limit", message), response.body());
  }

  @Test
  void aSmallerLimitIsKept() {
    api.ingest(BounceRow.at(1, "a@x.org"), BounceRow.at(2, "b@x.org"));
    assertEquals(1, api.emails("?limit=1").size());
  }
}
