package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Verification;
import dev.rebound.seed.SeedGenerator;
import dev.rebound.seed.SeedPlan;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filling and emptying a service's lists over HTTP. */
class SeedControlTest {
  private static final String SEED = "/mock/seed";
  private static final String RESET = "/mock/reset";
  private static final String TO_EMPTY = "{\"to\":\"empty\"}";
  private static final String TO_SEED = "{\"to\":\"seed\"}";
  private static final String BODY =
      "{\"rows\":1e3,\"seed\":7,\"accounts\":3,\"days\":30,\"until\":\"2026-01-01\",\"keys\":true}";
  private static final SeedPlan PLAN = new SeedPlan(1_000, 7, 3, 30, LocalDate.of(2026, 1, 1));

  private static TestService service;
  private static Api controls;

  @BeforeAll
  static void start() {
    service = TestService.start(Map.of("REBOUND_MODE", "mock"));
    controls = new Api(service.adminUrl(), null);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void empty() {
    assertEquals(204, controls.post(RESET, TO_EMPTY).statusCode());
  }

  @Test
  void aSeedTellsItsProgressThenTheKeysThenWhatItMade() {
    List<JsonObject> lines = seed(BODY);
    assertEquals(new JsonObject("{\"rows\":1000,\"of\":1000}"), lines.get(0));
    assertEquals(List.of("root", "seed-2", "seed-3"), texts(lines, "account"));
    JsonObject last = lines.get(lines.size() - 1);
    assertEquals(List.of("rows", "events", "seconds"), List.copyOf(last.fieldNames()));
    assertEquals(1_000, last.getLong("rows"));
    assertEquals(events(), last.getLong("events"));
    assertTrue(last.getDouble("seconds") >= 0);
  }

  @Test
  void aFewRowsAreASeedToo() {
    List<JsonObject> lines = seed("{\"rows\":1,\"accounts\":3,\"days\":1,\"keys\":true}");
    JsonObject last = lines.get(lines.size() - 1);
    assertEquals(1, last.getLong("rows"));
    long listed =
        lines.stream()
            .filter(line -> line.containsKey("key"))
            .mapToLong(line -> service.api(line.getString("key")).emails("").size())
            .sum();
    assertEquals(1, listed);
    assertEquals(204, controls.post(RESET, TO_EMPTY).statusCode());
    List<JsonObject> odd =
        seed("{\"rows\":7,\"seed\":-9223372036854775808,\"until\":\"9999-12-31\"}");
    assertEquals(7, odd.get(odd.size() - 1).getLong("rows"));
    assertEquals(7, service.root().emails("").size());
  }

  private static long events() {
    SeedGenerator generator = new SeedGenerator(PLAN);
    return LongStream.range(0, PLAN.rows())
        .mapToObj(generator::row)
        .mapToLong(row -> row.bounces().size() + row.blocks().size())
        .sum();
  }

  @Test
  void eachKeyIsOfAnAccountThatHasItsRowsOfThePlan() {
    List<String> keys = texts(seed(BODY), "key");
    assertEquals(3, keys.size());
    for (int account = 0; account < 3; account++) {
      assertEquals(planned(account), listed(service.api(keys.get(account))));
    }
    for (String name : List.of(Account.ROOT, "seed-2", "seed-3")) {
      long id = service.ask(Operations.FIND_ACCOUNT, name).orElseThrow().id();
      assertEquals(
          new Verification(0, 0, 0),
          service.ask(Operations.VERIFY, new Verification.Request(id, false)));
    }
  }

  /** The addresses of an account's list, newest first, as the service sorts them. */
  private static List<String> planned(int account) {
    SeedGenerator generator = new SeedGenerator(PLAN);
    return LongStream.range(0, PLAN.rows())
        .mapToObj(generator::row)
        .filter(row -> row.account() == account)
        .sorted(
            Comparator.comparing(SeedGenerator.Row::createdAt)
                .thenComparing(SeedControlTest::email)
                .reversed())
        .map(SeedControlTest::email)
        .toList();
  }

  private static String email(SeedGenerator.Row row) {
    return row.newest().email().text();
  }

  private static List<String> listed(Api api) {
    List<String> all = new ArrayList<>();
    List<String> page = api.emails("?limit=500");
    while (!page.isEmpty()) {
      all.addAll(page);
      page = api.emails("?limit=500&offset=" + all.size());
    }
    return all;
  }

  @Test
  void withoutThemNoKeysAreMade() {
    int before = service.ask(Operations.LIST_KEYS, Operations.Empty.INSTANCE).size();
    assertEquals(List.of(), texts(seed("{\"rows\":1000}"), "key"));
    assertEquals(before, service.ask(Operations.LIST_KEYS, Operations.Empty.INSTANCE).size());
  }

  @Test
  void aResetToTheSeedBringsTheSameRowsBackAndKeepsTheKeys() {
    Api api = service.api(texts(seed(BODY), "key").get(1));
    String seeded = api.list();
    String history = history(api);
    assertEquals(204, api.delete(Api.BOUNCES, "{\"delete_all\":true}").statusCode());
    api.ingest("{\"email\":\"other@example.com\",\"reason\":\"550 5.1.1 No such user\"}");
    List<JsonObject> lines = lines(controls.post(RESET, TO_SEED));
    assertEquals(new JsonObject("{\"rows\":1000,\"of\":1000}"), lines.get(0));
    assertEquals(List.of(), texts(lines, "key"));
    assertEquals(events(), lines.get(lines.size() - 1).getLong("events"));
    assertEquals(seeded, api.list());
    assertEquals(history, history(api));
    assertEquals(404, api.delete(Api.BOUNCES + "/other@example.com").statusCode());
  }

  private static String history(Api api) {
    return api.get("/rebound/v1/bounces/" + planned(1).get(0) + "/history").body();
  }

  @Test
  void aResetToEmptyTakesListsHistoryAndTotalsAway() {
    String totals = "/v3/suppressions/bounces/classifications?start_date=2025-12-01";
    Api api = service.api(texts(seed(BODY), "key").get(1));
    String before = api.get(totals).body();
    assertTrue(history(api).contains("reason"), history(api));
    HttpResponse<String> reset = controls.post(RESET, TO_EMPTY);
    assertEquals(204, reset.statusCode());
    assertEquals("", reset.body());
    assertEquals("[]", api.list().strip());
    assertTrue(before.contains("Invalid Address"), before);
    assertTrue(!api.get(totals).body().contains("Invalid Address"));
    assertTrue(!history(api).contains("reason"), history(api));
    String row = "{\"email\":\"again@example.com\",\"reason\":\"550 5.1.1 No such user\"}";
    assertTrue(api.post(Api.INGEST, row).body().startsWith("{\"added\":1,"));
    controls.post(RESET, TO_EMPTY);
    assertTrue(api.post(Api.INGEST, row).body().startsWith("{\"added\":1,"));
  }

  @Test
  void aDatabaseWithBouncesIsNotSeeded() {
    seed(BODY);
    HttpResponse<String> second = controls.post(SEED, BODY);
    assertEquals(409, second.statusCode());
    assertEquals(
        "{\"error\":\"the database has bounces already; reset it first\"}\n", second.body());
  }

  private static List<JsonObject> seed(String body) {
    return lines(controls.post(SEED, body));
  }

  private static List<JsonObject> lines(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("application/x-ndjson", answer.headers().firstValue("Content-Type").orElse(""));
    return answer.body().lines().map(JsonObject::new).toList();
  }

  private static List<String> texts(List<JsonObject> lines, String name) {
    return lines.stream()
        .filter(line -> line.containsKey(name))
        .map(line -> line.getString(name))
        .toList();
  }
}
