package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /rebound/v1/deletions}. */
class DeletionsContractTest {
  private static final String PATH = "/rebound/v1/deletions";
  private static final String NONE = "{\"result\":[],\"next\":null}";

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final String key = service.createKey(account, Scope.ALL);
  private final Api api = service.api(key);

  private void fill(int rows) {
    api.ingest(
        IntStream.range(0, rows)
            .mapToObj(i -> BounceRow.at(i + 1, "user" + i + "@x.org"))
            .toArray(BounceRow[]::new));
  }

  @Test
  void everyDeletionIsListedNewestFirst() {
    fill(9);
    Instant start = Instant.now();
    api.with("X-Request-Id", "one").delete(BOUNCES + "/user0@x.org");
    api.with("X-Request-Id", "two")
        .delete(BOUNCES, "{\"emails\":[\"user1@x.org\",\"user2@x.org\",\"nobody@x.org\"]}");
    V2Api.of(api.with("X-Request-Id", "three")).post("delete.json", "email", "user3@x.org");
    V2Api.of(api.with("X-Request-Id", "four"))
        .post("delete.xml", "start_date", "1970-01-01", "type", "hard");
    fill(3);
    api.ingest(BounceRow.at(90_000, "late@x.org"));
    api.with("X-Request-Id", "five").delete(BOUNCES, "{\"delete_all\":true}");
    String keyId = ApiKey.parse(key).orElseThrow().id();
    assertEquals(
        List.of(
            "v3.all five 1",
            "v2.selection four 5",
            "v2.addresses three 1",
            "v3.addresses two 2",
            "v3.address one 1"),
        entries("").stream()
            .map(
                entry ->
                    entry.getString("kind")
                        + " "
                        + entry.getString("request_id")
                        + " "
                        + entry.getLong("rows"))
            .toList());
    for (JsonObject entry : entries("")) {
      assertEquals(keyId, entry.getString("key_id"));
      long deleted = entry.getLong("deleted");
      assertTrue(Math.abs(deleted - start.getEpochSecond()) < 600, entry.encode());
      assertEquals(
          Set.of("id", "deleted", "kind", "key_id", "request_id", "rows", "restored"),
          entry.fieldNames());
    }
  }

  @Test
  void aRequestThatDeletesNothingIsNotListed() {
    fill(1);
    assertEquals(404, api.delete(BOUNCES + "/nobody@x.org").statusCode());
    api.delete(BOUNCES, "{\"emails\":[\"nobody@x.org\"]}");
    api.delete(BOUNCES, "{\"emails\":[]}");
    V2Api.of(api).post("delete.json", "end_date", "1969-12-31");
    assertEquals(NONE, api.get(PATH).body());
  }

  @Test
  void aListOfManyBatchesIsOneDeletion() {
    fill(5_500);
    api.delete(BOUNCES, "{\"delete_all\":true}");
    assertEquals(
        List.of(5_500L), entries("").stream().map(entry -> entry.getLong("rows")).toList());
  }

  @Test
  void pagesFollowEachOtherWithoutAGapOrARepeat() {
    fill(7);
    for (int i = 0; i < 7; i++) {
      api.with("X-Request-Id", "n" + i).delete(BOUNCES + "/user" + i + "@x.org");
    }
    List<String> found = new ArrayList<>();
    String after = "";
    int pages = 0;
    while (after != null) {
      JsonObject page = new JsonObject(api.get(PATH + "?limit=3" + after).body());
      page.getJsonArray("result")
          .forEach(entry -> found.add(((JsonObject) entry).getString("request_id")));
      String next = page.getString("next");
      after = next == null ? null : "&after=" + next;
      pages++;
    }
    assertEquals(List.of("n6", "n5", "n4", "n3", "n2", "n1", "n0"), found);
    assertEquals(3, pages);
    assertNull(new JsonObject(api.get(PATH + "?limit=7").body()).getString("next"));
  }

  @Test
  void anAccountSeesItsOwnDeletionsAndTheKeyOfItsParent() {
    fill(1);
    Api parent = service.root().with("on-behalf-of", account);
    assertEquals(204, parent.delete(BOUNCES + "/user0@x.org").statusCode());
    assertEquals(
        List.of(ApiKey.parse(service.root().key()).orElseThrow().id()),
        entries("").stream().map(entry -> entry.getString("key_id")).toList());
    assertEquals(api.get(PATH).body(), parent.get(PATH).body());
    assertEquals(NONE, service.account().get(PATH).body());
  }

  @Test
  void itNeedsTheScopeToRead() {
    Api others = service.api(service.createKey(account, Set.of(Scope.BOUNCES_DELETE)));
    assertEquals(403, others.get(PATH).statusCode());
    Api reader = service.api(service.createKey(account, Set.of(Scope.BOUNCES_READ)));
    assertEquals(NONE, reader.get(PATH).body());
    assertEquals(405, api.delete(PATH).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "limit=x",
        "limit[]=1",
        "after=",
        "after=5",
        "after=0192B1A0-0000-7000-8000-000000000000",
        "after[]=0192b1a0-0000-7000-8000-000000000000",
        "start_time=5",
        "email=a@x.org",
        "offset=1",
      })
  void aParameterThatIsWrongIsNamed(String query) {
    HttpResponse<String> response = api.get(PATH + "?" + query);
    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"errors\":[{\"field\":\"" + query.split("[=\\[]")[0] + "\"",
        response.body().split(",\"message")[0]);
  }

  private List<JsonObject> entries(String query) {
    JsonArray result = new JsonObject(api.get(PATH + query).body()).getJsonArray("result");
    return result.stream().map(JsonObject.class::cast).toList();
  }
}
