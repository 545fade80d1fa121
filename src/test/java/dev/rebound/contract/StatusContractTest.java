package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code GET /rebound/v1/status}. */
class StatusContractTest {
  private static final String PATH = "/rebound/v1/status";

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final String key =
      service.createKey(account, Set.of(Scope.BOUNCES_CREATE, Scope.ERASE, Scope.BOUNCES_READ));
  private final Api api = service.api(key);

  @Test
  void theCallerAndItsListAreShown() {
    api.ingest(BounceRow.at(5, "a@example.com"), BounceRow.at(6, "b@example.com"));
    JsonObject status = status(api);
    assertEquals(account, status.getJsonObject("account").getString("name"));
    assertEquals(
        new JsonObject()
            .put("id", ApiKey.parse(key).orElseThrow().id())
            .put(
                "scopes",
                new JsonArray(
                    List.of(
                        "suppression.bounces.create",
                        "suppression.bounces.read",
                        "rebound.erase"))),
        status.getJsonObject("key"));
    assertEquals(new JsonObject().put("bounces", 2), status.getJsonObject("list"));
    assertTrue(status.getJsonObject("database").getBoolean("reachable"));
    String version = status.getJsonObject("database").getString("version");
    assertTrue(version.matches("[0-9]+(\\.[0-9]+)*"), version);
    boolean isImage = System.getenv("REBOUND_TEST_IMAGE") != null;
    assertEquals(isImage ? "mock" : "store", status.getString("mode"));
  }

  @Test
  void theRatesOfThisProcessAreShown() {
    JsonObject before = status(api).getJsonObject("rates");
    api.ingest(BounceRow.at(5, "a@example.com"));
    api.get(Api.BOUNCES + "/a@example.com");
    JsonObject after = status(api).getJsonObject("rates");
    assertEquals(60, after.getInteger("step"));
    for (String name : List.of("requests", "lookups", "ingested")) {
      assertTrue(sum(after, name) > sum(before, name), name + ": " + before + " " + after);
    }
    assertEquals(after.getJsonArray("requests").size(), after.getJsonArray("errors").size());
  }

  @Test
  void aParentSeesTheListOfItsSubuser() {
    api.ingest(BounceRow.at(5, "a@example.com"));
    JsonObject status = status(service.root().with("on-behalf-of", account));
    assertEquals(account, status.getJsonObject("account").getString("name"));
    assertEquals(1, status.getJsonObject("list").getInteger("bounces"));
  }

  @Test
  void anyKeyIsEnoughAndNoKeyIsNot() {
    assertEquals(200, service.api(service.createKey(account, Set.of())).get(PATH).statusCode());
    assertEquals(401, service.api(null).get(PATH).statusCode());
    assertEquals(405, api.post(PATH, "").statusCode());
  }

  private static JsonObject status(Api caller) {
    return new JsonObject(caller.get(PATH).body());
  }

  private static long sum(JsonObject rates, String name) {
    return rates.getJsonArray(name).stream().mapToLong(count -> ((Number) count).longValue()).sum();
  }
}
