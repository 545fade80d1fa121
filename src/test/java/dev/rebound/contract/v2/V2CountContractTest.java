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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/bounces.count.json} and {@code .xml} (contract, 4.4). */
class V2CountContractTest {
  private final Api api = TestService.shared().account();
  private final V2Api v2 = V2Api.of(api);

  @Test
  void anEmptyListCountsNothing() {
    HttpResponse<String> json = v2.get("count.json");
    assertEquals(200, json.statusCode());
    assertEquals("{\"count\": \"0\"}", json.body());
    assertEquals(List.of("application/json"), json.headers().allValues("Content-Type"));
    HttpResponse<String> xml = v2.get("count.xml");
    assertEquals(200, xml.statusCode());
    assertEquals("<result>\n   <count>0</count>\n</result>", xml.body());
    assertEquals(List.of("application/xml"), xml.headers().allValues("Content-Type"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 5",
    "start_date=&end_date=&type=, 5",
    "type=hard, 3",
    "type=soft, 2",
    "start_date=2026-02-02, 4",
    "end_date=2026-02-02, 3",
    "start_date=2026-02-02&end_date=2026-02-02, 2",
    "start_date=2026-02-02&end_date=2026-02-02&type=hard, 1",
    "start_date=2025-01-01&end_date=2025-12-31, 0",
    "end_date=2026-03-01, 5",
  })
  void whatMeetsEveryConditionIsCounted(String parameters, int count) {
    api.ingest(
        bounced("2026-02-01 23:59:59", "a@x.org").because("", "5.1.1"),
        bounced("2026-02-02 00:00:00", "b@x.org").because("", "4.0.0"),
        bounced("2026-02-02 23:59:59", "c@x.org").because("", "550"),
        bounced("2026-02-03 00:00:00", "d@x.org").because("", "421"),
        bounced("2026-03-01 11:59:59", "e@x.org").because("", ""));
    String form = v2.credentials() + "&" + parameters;
    assertEquals(V2Body.count(count), v2.api().get(V2Api.PATH + "count.json?" + form).body());
    assertEquals(V2Body.xmlCount(count), v2.api().get(V2Api.PATH + "count.xml?" + form).body());
    assertEquals(V2Body.count(count), v2.form("POST", V2Api.PATH + "count.json", form).body());
  }

  @Test
  void whatIsAParameterOfTheListOnlyIsIgnored() {
    api.ingest(BounceRow.at(1, "a@x.org"), BounceRow.at(2, "b@x.org"));
    assertEquals(
        V2Body.count(2),
        v2.found(
            "count.json",
            "email",
            "a@x.org",
            "days",
            "1",
            "limit",
            "1",
            "offset",
            "1",
            "date",
            "1"));
    assertEquals(V2Body.count(2), v2.found("count.json", "days", "none", "limit", "none"));
    assertEquals(V2Body.count(2), v2.found("count.json", "email[]", "a@x.org"));
  }

  @Test
  void anAddressCountsOnceAndABlockNever() {
    api.ingest(BounceRow.at(1, "a@x.org"), BounceRow.at(2, "A@x.org"));
    api.ingest("{\"email\":\"b@x.org\",\"type\":\"blocked\"}");
    assertEquals(V2Body.count(1), v2.found("count.json"));
    v2.post("delete.json", "delete_all", "1");
    assertEquals(V2Body.count(0), v2.found("count.json"));
  }
}
