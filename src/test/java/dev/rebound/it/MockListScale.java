package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.seed.SeedGenerator;
import dev.rebound.seed.SeedPlan;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mock's list of a million rows, seeded over HTTP and read from its first page to its last by
 * offset, as SendGrid's clients do: {@code mvn -Pscale verify}.
 */
class MockListScale {
  private static final int ROWS = 1_000_000;
  private static final int PAGE = 500;
  private static final int PAGES = ROWS / PAGE;
  private static final int COMPARED = 100;
  private static final int WARM_UP = 300;
  private static final double MOST_RATIO = 3;
  private static final SeedPlan PLAN = new SeedPlan(ROWS, 1, 1, 365, LocalDate.of(2026, 1, 1));

  private final long[] nanos = new long[PAGES];
  private Api api;
  private long rows;
  private long sum;
  private long lastCreated = Long.MAX_VALUE;
  private String lastEmail = "";

  @Test
  void theLastPagesTakeNoLongerThanTheFirst(@TempDir Path dataDir) {
    try (ServiceProcess service = ServiceProcess.start(settings(dataDir))) {
      api = service.api();
      System.out.println("seeded: " + seed(service.controls()));
      // The first pages must not pay for what is compiled and read into memory once.
      for (int page = 0; page < WARM_UP; page++) {
        get(page);
      }
      for (int page = 0; page < PAGES; page++) {
        read(page);
      }
      assertEquals(ROWS, rows);
      assertEquals(planned(), sum);
      assertEquals("[]", get(PAGES).body().strip());
      report();
    }
  }

  private static Map<String, String> settings(Path dataDir) {
    return Map.of(
        "REBOUND_DATABASE_URL",
        TestDatabase.migrated(),
        "REBOUND_DATA_DIR",
        dataDir.toString(),
        "REBOUND_MODE",
        "mock",
        "REBOUND_LIMIT_REQUESTS_PER_MINUTE",
        "0");
  }

  private static String seed(Api controls) {
    String body = "{\"rows\":%d,\"seed\":1,\"days\":365,\"until\":\"2026-01-01\"}".formatted(ROWS);
    HttpResponse<String> answer = controls.post("/mock/seed", body);
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body().lines().reduce((line, next) -> next).orElseThrow();
  }

  private void read(int page) {
    long start = System.nanoTime();
    HttpResponse<String> answer = get(page);
    nanos[page] = System.nanoTime() - start;
    JsonArray list = new JsonArray(answer.body());
    assertEquals(PAGE, list.size());
    for (int i = 0; i < PAGE; i++) {
      count(list.getJsonObject(i));
    }
  }

  private HttpResponse<String> get(int page) {
    HttpResponse<String> answer =
        api.get(Api.BOUNCES + "?limit=" + PAGE + "&offset=" + page * PAGE);
    assertEquals(200, answer.statusCode(), answer.body());
    return answer;
  }

  /** Rows in strictly descending order are all different. */
  private void count(JsonObject row) {
    long created = row.getLong("created");
    String email = row.getString("email");
    assertTrue(
        created < lastCreated || created == lastCreated && email.compareTo(lastEmail) < 0,
        "row " + rows);
    lastCreated = created;
    lastEmail = email;
    rows++;
    sum += fingerprint(created, email);
  }

  /** The same sum, in any order, of the rows that there should be. */
  private static long planned() {
    SeedGenerator generator = new SeedGenerator(PLAN);
    return LongStream.range(0, ROWS)
        .mapToObj(generator::row)
        .mapToLong(MockListScale::fingerprint)
        .sum();
  }

  private static long fingerprint(SeedGenerator.Row row) {
    return fingerprint(row.createdAt(), row.newest().email().text());
  }

  private static long fingerprint(long created, String email) {
    return (created << 32) * 31 + email.hashCode() * (created | 1);
  }

  private void report() {
    double first = medianMillis(0);
    double last = medianMillis(PAGES - COMPARED);
    System.out.printf(
        "%,d rows in %d pages: %.1f s; median of the first %d: %.2f ms, of the last %d: %.2f ms;"
            + " ratio %.2f; slowest page %.1f ms%n",
        ROWS,
        PAGES,
        LongStream.of(nanos).sum() / 1e9,
        COMPARED,
        first,
        COMPARED,
        last,
        last / first,
        LongStream.of(nanos).max().orElseThrow() / 1e6);
    assertTrue(last <= MOST_RATIO * first, "ratio " + last / first);
  }

  private double medianMillis(int from) {
    long[] some = Arrays.copyOfRange(nanos, from, from + COMPARED);
    Arrays.sort(some);
    return some[COMPARED / 2] / 1e6;
  }
}
