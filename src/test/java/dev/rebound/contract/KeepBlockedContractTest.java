package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.domain.Verification;
import dev.rebound.migrate.SetupException;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** Erased addresses that stay blocked: {@code POST /rebound/v1/erase} with keep_blocked. */
class KeepBlockedContractTest {
  private static final String ERASE = "/rebound/v1/erase";
  private static final String EVE = "eve@example.org";
  private static final String REASON = "550 5.1.1 erased at the person's request";
  private static final Map<String, String> KEY =
      Map.of("REBOUND_ERASE_KEY", "0123456789abcdef0123456789abcdef");

  @AutoClose private static final TestService SERVICE = TestService.start(KEY);

  private final String account = SERVICE.createAccount(Account.ROOT, null);
  private final Api api = SERVICE.api(SERVICE.createKey(account, Scope.ALL));

  private static BounceRow kept(long created, String email) {
    return BounceRow.at(created, email).because(REASON, "5.1.1");
  }

  private HttpResponse<String> erase(String email) {
    return api.post(ERASE, "{\"email\":\"" + email + "\",\"keep_blocked\":true}");
  }

  private void eraseEve() {
    api.ingest(
        BounceRow.at(5, EVE).because("550 5.1.1 <eve@example.org>", "5.1.1"),
        BounceRow.at(7, "ann@example.org"),
        BounceRow.at(4, "eve@example.org.uk"));
    assertEquals("{\"accounts\":1,\"rows\":1,\"events\":1,\"kept\":1}", erase(EVE).body());
  }

  @Test
  void lookupsStillFindTheAddress() {
    eraseEve();
    String row = BounceRow.array(kept(5, EVE));
    assertEquals(row, api.get(BOUNCES + "/Eve@example.org").body());
    assertEquals(
        row, api.post("/rebound/v1/lookup", "{\"emails\":[\"" + EVE + "\",\"x@y.org\"]}").body());
    assertEquals("[]", api.get(BOUNCES + "/bob@example.org").body());
    String v2 = V2Api.of(api).found("get.json", "email", EVE, "date", "1");
    assertTrue(v2.contains(REASON), v2);
    assertTrue(v2.contains("1970-01-01 00:00:05"), v2);
  }

  @Test
  void aPageOfTheAddressHasItInItsPlace() {
    eraseEve();
    String both = BounceRow.array(kept(5, EVE), BounceRow.at(4, "eve@example.org.uk"));
    assertEquals(both, api.get(BOUNCES + "?email=" + EVE).body());
    assertEquals(BounceRow.array(kept(5, EVE)), api.get(BOUNCES + "?limit=1&email=" + EVE).body());
    HttpResponse<String> second = api.get(BOUNCES + "?limit=1&offset=1&email=" + EVE);
    assertEquals(BounceRow.array(BounceRow.at(4, "eve@example.org.uk")), second.body());
    String next =
        api.get(BOUNCES + "?limit=1&email=" + EVE)
            .headers()
            .firstValue("X-Rebound-Next")
            .orElseThrow();
    assertEquals(second.body(), api.get(BOUNCES + "?email=" + EVE + "&after=" + next).body());
    assertEquals("[]", api.get(BOUNCES + "?start_time=6&email=" + EVE).body());
    assertEquals(
        BounceRow.array(kept(5, EVE)), api.get(BOUNCES + "?start_time=5&email=" + EVE).body());
    // Only a whole address finds the hash.
    assertEquals(
        BounceRow.array(BounceRow.at(4, "eve@example.org.uk")),
        api.get(BOUNCES + "?email=eve").body());
    assertEquals(List.of("ann@example.org", "eve@example.org.uk"), api.emails(""));
  }

  @Test
  void nothingOfTheAddressStays() throws Exception {
    eraseEve();
    try (Connection connection = TestDatabase.connect(SERVICE.databaseUrl());
        Statement statement = connection.createStatement()) {
      for (String table : List.of("bounce", "bounce_event", "bounce_deleted", "bounce_erased")) {
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM %s AS t WHERE account_id = %d AND t::text ~ '\\meve@example.org\\M'"
                        .formatted(table, id())
                    + " AND t::text !~ 'uk'");
        rows.next();
        assertEquals(0, rows.getInt(1), table);
      }
    }
    assertTrue(SERVICE.ask(Operations.VERIFY, new Verification.Request(id(), false)).isClean());
  }

  private long id() {
    return SERVICE.ask(Operations.FIND_ACCOUNT, account).orElseThrow().id();
  }

  @Test
  void anEventOfTheAddressIsADuplicate() {
    eraseEve();
    BounceRow[] few = {BounceRow.at(9, EVE), BounceRow.at(10, "new@example.org")};
    assertCounts(1, 1, api.post(Api.INGEST, BounceRow.array(few)).body());
    BounceRow[] many = new BounceRow[20];
    for (int i = 0; i < many.length; i++) {
      many[i] = BounceRow.at(100 + i, i % 2 == 0 ? EVE : "many" + i + "@example.org");
    }
    assertCounts(10, 10, api.post(Api.INGEST, BounceRow.array(many)).body());
    assertEquals(BounceRow.array(kept(5, EVE)), api.get(BOUNCES + "/" + EVE).body());
    assertEquals(
        "{\"result\":[],\"next\":null}", api.get("/rebound/v1/bounces/" + EVE + "/history").body());
  }

  private static void assertCounts(int added, int duplicates, String report) {
    JsonObject counts = new JsonObject(report);
    assertEquals(added, counts.getInteger("added"), report);
    assertEquals(duplicates, counts.getInteger("duplicates"), report);
  }

  /** One that has not heard of the hash yet must not store the address either. */
  @Test
  void anotherProcessStoresNoEventOfTheAddress() {
    try (TestService other = TestService.start(SERVICE.databaseUrl(), KEY)) {
      Api there = new Api(other.api(null).url(), api.key());
      there.ingest(BounceRow.at(1, "warm@example.org"));
      eraseEve();
      assertCounts(0, 1, there.post(Api.INGEST, BounceRow.array(BounceRow.at(9, EVE))).body());
      // From then on it knows.
      assertEquals(BounceRow.array(kept(5, EVE)), there.get(BOUNCES + "/" + EVE).body());
    }
  }

  @Test
  void aDeletionOfTheAddressTakesTheHashAway() {
    eraseEve();
    assertEquals(204, api.delete(BOUNCES + "/" + EVE).statusCode());
    assertEquals(404, api.delete(BOUNCES + "/" + EVE).statusCode());
    assertEquals("[]", api.get(BOUNCES + "/" + EVE).body());
    assertCounts(1, 0, api.post(Api.INGEST, BounceRow.array(BounceRow.at(9, EVE))).body());
    erase(EVE);
    api.delete(BOUNCES, "{\"delete_all\":true}");
    assertEquals("[]", api.get(BOUNCES + "/" + EVE).body());
    api.ingest(BounceRow.at(11, EVE));
    erase(EVE);
    V2Api.of(api).found("delete.json", "email", EVE);
    assertEquals("[]", api.get(BOUNCES + "/" + EVE).body());
  }

  /** Thousands of addresses are deleted in several batches. */
  @Test
  void aDeletionOfThousandsOfAddressesTakesTheHashesAway() {
    eraseEve();
    String others =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"user" + i + "@example.org\",")
            .collect(Collectors.joining());
    api.delete(BOUNCES, "{\"emails\":[" + others + "\"" + EVE + "\"]}");
    assertEquals("[]", api.get(BOUNCES + "/" + EVE).body());
    String deletions = api.get("/rebound/v1/deletions?limit=1").body();
    assertEquals(
        1,
        new JsonObject(deletions).getJsonArray("result").getJsonObject(0).getInteger("rows"),
        deletions);
  }

  @Test
  void anErasureWithoutItTakesTheHashAway() {
    eraseEve();
    assertEquals(
        "{\"accounts\":1,\"rows\":0,\"events\":0}",
        api.post(ERASE, "{\"email\":\"" + EVE + "\"}").body());
    assertEquals("[]", api.get(BOUNCES + "/" + EVE).body());
  }

  @Test
  void anErasureAgainKeepsItAndAnUnknownAddressIsNotKept() {
    eraseEve();
    assertEquals("{\"accounts\":1,\"rows\":0,\"events\":0,\"kept\":1}", erase(EVE).body());
    assertEquals(
        "{\"accounts\":1,\"rows\":0,\"events\":0,\"kept\":0}", erase("nobody@example.org").body());
    assertEquals("[]", api.get(BOUNCES + "/nobody@example.org").body());
  }

  @Test
  void onlyAccountsWithTheAddressKeepIt() {
    String child = SERVICE.createAccount(account, null);
    Api below = SERVICE.api(SERVICE.createKey(child, Scope.ALL));
    below.ingest(BounceRow.at(3, EVE));
    assertEquals("{\"accounts\":2,\"rows\":1,\"events\":1,\"kept\":1}", erase(EVE).body());
    assertEquals("[]", api.get(BOUNCES + "/" + EVE).body());
    assertEquals(BounceRow.array(kept(3, EVE)), below.get(BOUNCES + "/" + EVE).body());
  }

  @Test
  void aWrongBodyOrAServiceWithoutTheKeyErasesNothing() {
    api.ingest(BounceRow.at(1, EVE));
    HttpResponse<String> wrong =
        api.post(ERASE, "{\"email\":\"" + EVE + "\",\"keep_blocked\":\"yes\"}");
    assertEquals(ErrorBody.ofField("keep_blocked", "must be true or false"), wrong.body());
    Api keyless = TestService.shared().account();
    keyless.ingest(BounceRow.at(1, EVE));
    HttpResponse<String> refused =
        keyless.post(ERASE, "{\"email\":\"" + EVE + "\",\"keep_blocked\":true}");
    assertEquals(400, refused.statusCode());
    assertEquals(
        ErrorBody.ofField("keep_blocked", "needs the service's setting REBOUND_ERASE_KEY"),
        refused.body());
    assertEquals(List.of(EVE), keyless.emails(""));
    assertEquals(List.of(EVE), api.emails(""));
  }

  @Test
  @DisabledIfEnvironmentVariable(
      named = "REBOUND_TEST_IMAGE",
      matches = ".+",
      disabledReason = "a container that does not start has no message")
  void aServiceWithAnotherKeyDoesNotStart() {
    eraseEve();
    for (Map<String, String> settings :
        List.of(Map.<String, String>of(), Map.of("REBOUND_ERASE_KEY", "f".repeat(32)))) {
      String message =
          Assertions.assertThrows(
                  SetupException.class,
                  () -> TestService.start(SERVICE.databaseUrl(), settings).close())
              .getMessage();
      assertTrue(message.startsWith("REBOUND_ERASE_KEY is not the key"), message);
    }
  }

  /** Random events, erasures, deletions and lookups, against maps. */
  @Test
  void everyReplyIsThatOfANaiveList() {
    Random random = new Random(11);
    Map<String, Long> listed = new HashMap<>();
    Map<String, Long> erased = new HashMap<>();
    List<String> names = List.of("a@x.org", "a@x.org.uk", "a@x.organic", "b@x.org", "c@x.org");
    for (int step = 0; step < 400; step++) {
      String email = names.get(random.nextInt(names.size()));
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          long created = 1 + step;
          api.ingest(BounceRow.at(created, email));
          if (!erased.containsKey(email)) {
            listed.putIfAbsent(email, created);
          }
        }
        case 2 -> {
          erase(email);
          if (listed.containsKey(email)) {
            erased.put(email, listed.remove(email));
          }
        }
        case 3 -> {
          boolean isKnown = listed.remove(email) != null | erased.remove(email) != null;
          assertEquals(isKnown ? 204 : 404, api.delete(BOUNCES + "/" + email).statusCode());
        }
        default -> {
          List<BounceRow> expected = new ArrayList<>();
          listed.forEach(
              (name, created) -> {
                if (name.startsWith(email)) {
                  expected.add(BounceRow.at(created, name));
                }
              });
          if (erased.containsKey(email)) {
            expected.add(kept(erased.get(email), email));
          }
          expected.sort(
              Comparator.comparingLong(BounceRow::created)
                  .thenComparing(BounceRow::email)
                  .reversed());
          int limit = 1 + random.nextInt(3);
          int offset = random.nextInt(3);
          List<BounceRow> page = expected.stream().skip(offset).limit(limit).toList();
          String query = "?email=%s&limit=%d&offset=%d".formatted(email, limit, offset);
          assertEquals(
              new JsonArray(BounceRow.array(page.toArray(BounceRow[]::new))),
              new JsonArray(api.get(BOUNCES + query).body()),
              "step " + step);
          long own = expected.stream().filter(row -> row.email().equals(email)).count();
          assertEquals(own, new JsonArray(api.get(BOUNCES + "/" + email).body()).size());
        }
      }
    }
  }
}
