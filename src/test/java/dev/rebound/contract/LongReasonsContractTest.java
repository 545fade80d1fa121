package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reasons of up to 8 KiB, more than one statement returns: every response is still complete. */
class LongReasonsContractTest {
  private static final int ROWS = 150;
  private static final int MAX_REASON = 8192;

  private final Random random = new Random(3);
  private final Api api = TestService.shared().account();

  /** Newest first, as the list has them. */
  private List<BounceRow> ingestRows() {
    List<BounceRow> rows =
        IntStream.range(0, ROWS)
            .mapToObj(i -> BounceRow.at(ROWS - i, "a" + i + "@x.org").because(reason(), "5.1.1"))
            .toList();
    api.ingest(rows.toArray(BounceRow[]::new));
    return rows;
  }

  private String reason() {
    String letter = List.of("x", "\u0001", "\"", "\u00fc").get(random.nextInt(4));
    int length = MAX_REASON / letter.getBytes(StandardCharsets.UTF_8).length;
    return letter.repeat(random.nextInt(4) == 0 ? random.nextInt(length) : length);
  }

  private static JsonArray json(List<BounceRow> rows) {
    return new JsonArray(BounceRow.array(rows.toArray(BounceRow[]::new)));
  }

  @Test
  void aPageHasAllItsRows() {
    List<BounceRow> rows = ingestRows();
    HttpResponse<String> page = api.get(BOUNCES + "?limit=140&offset=3");
    assertEquals(json(rows.subList(3, 143)), new JsonArray(page.body()));
    HttpResponse<String> small = api.get(BOUNCES + "?limit=1&offset=142");
    assertEquals(
        small.headers().allValues("X-Rebound-Next"), page.headers().allValues("X-Rebound-Next"));
    String after = page.headers().firstValue("X-Rebound-Next").orElseThrow();
    assertEquals(
        json(rows.subList(143, ROWS)), new JsonArray(api.get(BOUNCES + "?after=" + after).body()));
  }

  @Test
  void aFilteredPageHasAllItsRows() {
    List<BounceRow> rows = ingestRows();
    for (String filter : List.of("a1", "a1%25org", "%25x.org", "%25%25g")) {
      List<BounceRow> matches =
          rows.stream()
              .filter(row -> !filter.startsWith("a1") || row.email().startsWith("a1"))
              .toList();
      assertEquals(
          json(matches), new JsonArray(api.get(BOUNCES + "?email=" + filter).body()), filter);
    }
  }

  @Test
  void aV2ResponseHasAllRows() {
    List<BounceRow> rows = new ArrayList<>(ingestRows());
    Collections.reverse(rows);
    JsonArray found = new JsonArray(V2Api.of(api).found("get.json"));
    assertEquals(
        rows.stream().map(BounceRow::reason).toList(),
        found.stream().map(row -> ((JsonObject) row).getString("reason")).toList());
    assertEquals(
        140, new JsonArray(V2Api.of(api).found("get.json", "limit", "140", "offset", "2")).size());
  }

  @Test
  void aLookupOfManyHasAllRowsInItsOrder() {
    List<BounceRow> rows = new ArrayList<>(ingestRows());
    Collections.shuffle(rows, random);
    JsonArray emails = new JsonArray();
    rows.forEach(row -> emails.add(row.email()).add("not." + row.email()));
    String body = new JsonObject().put("emails", emails).encode();
    assertEquals(json(rows), new JsonArray(api.post("/rebound/v1/lookup", body).body()));
  }

  @Test
  void lookupsAtOnceHaveTheirRows() throws Exception {
    List<BounceRow> rows = ingestRows();
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      List<Future<String>> found = new ArrayList<>();
      rows.forEach(
          row -> found.add(threads.submit(() -> api.get(BOUNCES + "/" + row.email()).body())));
      for (int i = 0; i < ROWS; i++) {
        assertEquals(json(rows.subList(i, i + 1)), new JsonArray(found.get(i).get()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void pagesOfAHistoryFollowEachOther() {
    List<String> reasons = Stream.generate(this::reason).limit(ROWS).toList();
    api.ingest(
        IntStream.range(0, ROWS)
            .mapToObj(i -> BounceRow.at(ROWS - i, "ann@x.org").because(reasons.get(i), "5.1.1"))
            .toArray(BounceRow[]::new));
    List<String> found = new ArrayList<>();
    String after = "";
    while (after != null) {
      JsonObject page =
          new JsonObject(api.get("/rebound/v1/bounces/ann@x.org/history?limit=100" + after).body());
      page.getJsonArray("result")
          .forEach(event -> found.add(((JsonObject) event).getString("reason")));
      after = page.getString("next") == null ? null : "&after=" + page.getString("next");
    }
    assertEquals(reasons, found);
  }
}
