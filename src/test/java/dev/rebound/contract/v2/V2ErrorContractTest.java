package dev.rebound.contract.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of wrong parameters, in both forms (contract, 4.2, 4.3 and chapter 9). */
class V2ErrorContractTest {
  private static final String DATE = ": must be a date (YYYY-MM-DD)";

  private final Api api = TestService.shared().account();
  private final V2Api v2 = V2Api.of(api);

  @ParameterizedTest
  @CsvSource({
    "days, 0, error in days: must be a positive integer",
    "days, -1, error in days: must be a positive integer",
    "days, 1.5, error in days: must be a positive integer",
    "days, seven, error in days: must be a positive integer",
    "days, 7d, error in days: must be a positive integer",
    "days, \u0667, error in days: must be a positive integer",
    "days, 0x7, error in days: must be a positive integer",
    "limit, 0, error in limit: must be a positive integer",
    "limit, -5, error in limit: must be a positive integer",
    "limit, 1e3, error in limit: must be a positive integer",
    "limit, all, error in limit: must be a positive integer",
    "offset, -1, error in offset: must be 0 or a positive integer",
    "offset, 0.0, error in offset: must be 0 or a positive integer",
    "offset, first, error in offset: must be 0 or a positive integer",
    "type, both, error in type: must be hard or soft",
    "type, hardsoft, error in type: must be hard or soft",
    "type, 'hard,soft', error in type: must be hard or soft",
    "type, 5, error in type: must be hard or soft",
    "end_date, 2026-03-02, error in end_date: end date is in the future",
    "end_date, 9999-12-31, error in end_date: end date is in the future",
  })
  void aWrongParameterIsNamed(String name, String value, String error) {
    assertRefused(error, "get", name, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "0000-00-00",
        "2026-2-3",
        "26-02-03",
        "20260203",
        "2026/02/03",
        "02-03-2026",
        "2026-02",
        "2026-02-03 00:00:00",
        "2026-02-03T00:00:00Z",
        "2026-02-03x",
        "1772323200",
        "yesterday",
        "YYYY-MM-DD",
        "-2026-02-03",
        "\u0662\u0660\u0662\u0666-\u0660\u0662-\u0660\u0663",
      })
  void aDateIsWrittenInOneWayOnly(String date) {
    for (String action : List.of("get", "count", "delete")) {
      assertRefused("error in start_date" + DATE, action, "start_date", date);
      assertRefused("error in end_date" + DATE, action, "end_date", date);
    }
  }

  @Test
  void aRangeEndsWhereItStartsOrLaterAndNotInTheFuture() {
    for (String action : List.of("get", "count", "delete")) {
      assertRefused(
          "error in start_date: must be earlier than end_date",
          action,
          "start_date",
          "2026-02-03",
          "end_date",
          "2026-02-02");
      assertRefused(
          "error in end_date: end date is in the future", action, "end_date", "2026-03-02");
      String[] today = {"start_date", "2026-03-01", "end_date", "2026-03-01"};
      assertEquals(200, v2.get(action + ".json", today).statusCode());
    }
  }

  @Test
  void allThatIsWrongIsToldAtOnceInOneOrder() {
    assertRefused(
        List.of(
            "error in days: must be a positive integer",
            "error in limit: must be a positive integer",
            "error in offset: must be 0 or a positive integer",
            "error in type: must be hard or soft"),
        "get",
        "type",
        "any",
        "offset",
        "-1",
        "limit",
        "0",
        "days",
        "0");
    assertRefused(
        List.of("error in start_date" + DATE, "error in end_date" + DATE),
        "delete",
        "end_date",
        "now",
        "start_date",
        "then",
        "delete_all",
        "1");
    assertRefused(
        List.of("error in start_date" + DATE, "error in type: must be hard or soft"),
        "count",
        "type",
        "0",
        "start_date",
        "0");
  }

  @Test
  void numbersBeyondAnyListAreStillNumbers() {
    api.ingest(BounceRow.at(1, "a@x.org"));
    for (String large : List.of("100000", "2147483648", "9223372036854775807")) {
      assertEquals(List.of("a@x.org"), v2.emails("limit", large));
      assertEquals(List.of("a@x.org"), v2.emails("days", large));
      assertEquals(List.of(), v2.emails("offset", large));
    }
  }

  private void assertRefused(String error, String action, String... parameters) {
    assertRefused(V2Body.error(error), List.of(error), action, parameters);
  }

  private void assertRefused(List<String> errors, String action, String... parameters) {
    assertRefused(V2Body.errors(errors), errors, action, parameters);
  }

  private void assertRefused(
      String body, List<String> errors, String action, String... parameters) {
    HttpResponse<String> json = v2.get(action + ".json", parameters);
    assertEquals(body, json.body());
    assertEquals(400, json.statusCode());
    assertEquals(List.of("application/json"), json.headers().allValues("Content-Type"));
    assertEquals(body, v2.post(action + ".json", parameters).body());
    HttpResponse<String> xml = v2.post(action + ".xml", parameters);
    assertEquals(V2Body.xmlErrors(errors.toArray(String[]::new)), xml.body());
    assertEquals(400, xml.statusCode());
    assertEquals(List.of("application/xml"), xml.headers().allValues("Content-Type"));
  }
}
