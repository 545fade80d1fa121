package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.bounced;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Times and days in another zone than UTC (contract, 4.2: sources disagree). The rows here are told
 * by their times in UTC.
 */
class V2TimeZoneContractTest {
  // At the service's first noon, 04:00 in Los Angeles; moved to 20:00, which is tomorrow in UTC.
  @AutoClose
  private static final TestService SERVICE =
      TestService.start(Map.of("REBOUND_V2_TIME_ZONE", "America/Los_Angeles"));

  static {
    SERVICE.clock().advance(Duration.ofHours(16));
  }

  private final Api api = SERVICE.account();
  private final V2Api v2 = V2Api.of(api);

  @ParameterizedTest
  @CsvSource({
    "2009-06-10 12:40:30, 2009-06-10 05:40:30",
    "2026-01-01 07:59:59, 2025-12-31 23:59:59",
    "2025-03-09 09:59:59, 2025-03-09 01:59:59",
    "2025-03-09 10:00:00, 2025-03-09 03:00:00",
    "2025-11-02 08:30:00, 2025-11-02 01:30:00",
    "2025-11-02 09:30:00, 2025-11-02 01:30:00",
    "1970-01-01 00:00:00, 1969-12-31 16:00:00",
  })
  void aTimeIsWrittenInTheZone(String utc, String local) {
    api.ingest(bounced(utc, "a@x.org"));
    JsonArray rows = new JsonArray(v2.found("get.json", "date", "1"));
    assertEquals(local, ((JsonObject) rows.getValue(0)).getString("created"));
    assertEquals(List.of(local), V2Body.texts(v2.found("get.xml", "date", "1"), "created"));
  }

  @Test
  void theOrderIsThatOfTheMomentsNotOfTheirTexts() {
    api.ingest(
        bounced("2025-11-02 09:10:00", "after@x.org"),
        bounced("2025-11-02 08:50:00", "before@x.org"));
    assertEquals(List.of("before@x.org", "after@x.org"), v2.emails());
  }

  @Test
  void aDayOfChangingClocksIsShorterOrLonger() {
    api.ingest(
        bounced("2025-03-09 07:59:59", "early@x.org"),
        bounced("2025-03-09 08:00:00", "first@x.org"),
        bounced("2025-03-10 06:59:59", "last@x.org"),
        bounced("2025-03-10 07:00:00", "late@x.org"),
        bounced("2025-11-02 06:59:59", "before@x.org"),
        bounced("2025-11-02 07:00:00", "start@x.org"),
        bounced("2025-11-03 07:59:59", "end@x.org"),
        bounced("2025-11-03 08:00:00", "after@x.org"));
    assertEquals(
        List.of("first@x.org", "last@x.org"),
        v2.emails("start_date", "2025-03-09", "end_date", "2025-03-09"));
    String[] longDay = {"start_date", "2025-11-02", "end_date", "2025-11-02"};
    assertEquals(List.of("start@x.org", "end@x.org"), v2.emails(longDay));
    assertEquals(V2Body.count(2), v2.found("count.json", longDay));
    assertEquals(V2Body.message("success"), v2.found("delete.json", longDay));
    assertEquals(
        List.of(
            "early@x.org",
            "first@x.org",
            "last@x.org",
            "late@x.org",
            "before@x.org",
            "after@x.org"),
        v2.emails());
  }

  @Test
  void todayIsTheZonesDay() {
    api.ingest(
        bounced("2026-02-28 07:59:59", "before@x.org"),
        bounced("2026-02-28 08:00:00", "yesterday@x.org"),
        bounced("2026-03-01 07:59:59", "midnight@x.org"),
        bounced("2026-03-01 08:00:00", "morning@x.org"),
        bounced("2026-03-02 03:59:59", "evening@x.org"));
    List<String> today = List.of("morning@x.org", "evening@x.org");
    assertEquals(today, v2.emails("days", "1"));
    assertEquals(today, v2.emails("start_date", "2026-03-01"));
    assertEquals(
        List.of("yesterday@x.org", "midnight@x.org", "morning@x.org", "evening@x.org"),
        v2.emails("days", "2"));
    assertEquals(today, v2.emails("start_date", "2026-03-01", "end_date", "2026-03-01"));
    assertEquals(
        V2Body.error("error in end_date: end date is in the future"),
        v2.get("get.json", "end_date", "2026-03-02").body());
  }
}
