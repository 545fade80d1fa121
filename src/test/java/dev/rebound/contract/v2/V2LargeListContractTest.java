package dev.rebound.contract.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of many rows comes whole, however it is read from the store. */
class V2LargeListContractTest {
  private static final int ROWS = 12_000;
  // So many share a second that a window of any size ends within one.
  private static final int ROWS_A_SECOND = 1700;
  private static final Api API = TestService.shared().account();
  private static final V2Api V2 = V2Api.of(API);
  private static final List<BounceRow> LIST =
      IntStream.range(0, ROWS)
          .mapToObj(V2LargeListContractTest::row)
          .sorted(Comparator.comparingLong(BounceRow::created).thenComparing(BounceRow::email))
          .toList();

  // A row in three is soft, and they stand in no order of their own.
  private static BounceRow row(int i) {
    return BounceRow.at(i / ROWS_A_SECOND, "user%05d@x.org".formatted(i * 7919L % 99_991))
        .because("reason " + i, i * 31 % 97 % 3 == 0 ? "4.0.0" : "5.1.1");
  }

  @BeforeAll
  static void ingestAllInOneCall() {
    ingest(API);
  }

  private static void ingest(Api api) {
    List<BounceRow> shuffled = new ArrayList<>(LIST);
    Collections.shuffle(shuffled, new Random(12));
    api.with("Content-Type", "application/x-ndjson")
        .ingest(shuffled.stream().map(BounceRow::json).collect(Collectors.joining("\n")));
  }

  @Test
  void withoutALimitTheWholeListComesInOrder() {
    HttpResponse<String> response = V2.get("get.json", "date", "1");
    assertEquals(200, response.statusCode());
    assertChunked(response);
    assertSame(json(LIST), response.body());
  }

  @Test
  void xmlIsAsWhole() {
    HttpResponse<String> response = V2.post("get.xml", "date", "1");
    assertEquals(200, response.statusCode());
    assertChunked(response);
    assertSame(xml(LIST), response.body());
  }

  private static void assertChunked(HttpResponse<String> response) {
    assertEquals(List.of("chunked"), response.headers().allValues("Transfer-Encoding"));
    assertEquals(List.of(), response.headers().allValues("Content-Length"));
  }

  @ParameterizedTest
  @CsvSource({
    "9000, 2500",
    "1, 11999",
    "501, 499",
    "5000, 0",
    "12000, 0",
    "12001, 0",
    "11999, 1",
    "9999999, 10001",
    "9999999, 12000",
  })
  void aPageMayBeLongerThanAnyWindowAndStartBeyondOne(int limit, int offset) {
    String[] page = {
      "date", "1", "limit", Integer.toString(limit), "offset", Integer.toString(offset)
    };
    List<BounceRow> expected = LIST.subList(offset, Math.min(ROWS, offset + limit));
    assertSame(json(expected), V2.found("get.json", page));
    assertSame(xml(expected), V2.found("get.xml", page));
  }

  @Test
  void whatIsFilteredOutLeavesNoGap() {
    List<BounceRow> soft = only(row -> row.status().startsWith("4"));
    assertSame(json(soft), V2.found("get.json", "date", "1", "type", "soft"));
    assertSame(
        json(soft.subList(2500, 3500)),
        V2.found("get.json", "date", "1", "type", "soft", "offset", "2500", "limit", "1000"));
    List<BounceRow> hard = only(row -> !row.status().startsWith("4"));
    assertSame(xml(hard), V2.found("get.xml", "date", "1", "type", "hard"));
    assertEquals(V2Body.count(hard.size()), V2.found("count.json", "type", "hard"));
    assertEquals(V2Body.count(ROWS), V2.found("count.json"));
  }

  @Test
  void allOfItIsDeletedAtOnce() {
    Api api = TestService.shared().account();
    V2Api v2 = V2Api.of(api);
    ingest(api);
    assertEquals(V2Body.message("success"), v2.found("delete.json", "end_date", "2026-03-01"));
    assertEquals("[]", v2.found("get.json"));
    assertEquals(V2Body.count(ROWS), V2.found("count.json"));
  }

  private static List<BounceRow> only(Predicate<BounceRow> condition) {
    return LIST.stream().filter(condition).toList();
  }

  // Not assertEquals, whose message would be as long.
  private static void assertSame(String expected, String actual) {
    int end = Math.min(expected.length(), actual.length());
    int same = 0;
    while (same < end && expected.charAt(same) == actual.charAt(same)) {
      same++;
    }
    String place = actual.substring(Math.max(0, same - 100), Math.min(actual.length(), same + 100));
    assertTrue(expected.equals(actual), "differs at " + same + ": " + place);
  }

  private static String json(List<BounceRow> rows) {
    return rows.stream()
        .map(
            row ->
                "{\"status\": \"%s\", \"created\": \"%s\", \"reason\": \"%s\", \"email\": \"%s\"}"
                    .formatted(row.status(), time(row), row.reason(), row.email()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String xml(List<BounceRow> rows) {
    String item =
        "   <bounce>\n      <email>%s</email>\n      <status>%s</status>\n      <reason>%s</reason>\n"
            + "      <created>%s</created>\n   </bounce>\n";
    return rows.stream()
        .map(row -> item.formatted(row.email(), row.status(), row.reason(), time(row)))
        .collect(Collectors.joining("", "<bounces>\n", "</bounces>"));
  }

  private static String time(BounceRow row) {
    return "1970-01-01 00:00:0" + row.created();
  }
}
