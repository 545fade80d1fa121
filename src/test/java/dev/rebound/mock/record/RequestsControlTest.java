package dev.rebound.mock.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import dev.rebound.support.RawHttp;
import dev.rebound.support.V2Api;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was asked, as a test suite reads it. */
class RequestsControlTest {
  @AutoClose private static final Mock MOCK = Mock.start();

  private final String account = MOCK.service().createAccount(Account.ROOT, null);
  private final Api api = MOCK.service().api(MOCK.service().createKey(account, Scope.ALL));

  @BeforeEach
  void forget() {
    MOCK.rules();
    assertEquals(204, MOCK.controls().delete("/mock/requests").statusCode());
    assertEquals(List.of(), MOCK.requests());
  }

  @Test
  void aRequestIsOnRecordWhenItsAnswerComes() {
    api.with("X-Test", "one").delete(Api.BOUNCES + "?x=%2B", "{\"emails\":[\"a@x.org\"]}");
    JsonObject request = MOCK.requests().get(0);
    assertEquals("DELETE", request.getString("method"));
    assertEquals(Api.BOUNCES + "?x=%2B", request.getString("path"));
    assertEquals("{\"emails\":[\"a@x.org\"]}", request.getString("body"));
    assertEquals(204, request.getInteger("status"));
    assertEquals(account, request.getString("account"));
    assertEquals(MOCK.service().clock().instant().toString(), request.getString("at"));
    assertNull(request.getString("fault"));
    JsonObject headers = request.getJsonObject("headers");
    assertEquals("one", headers.getString("X-Test"));
    String id = ApiKey.parse(api.key()).orElseThrow().id();
    assertEquals("Bearer SG." + id + ".***", headers.getString("Authorization"));
  }

  @Test
  void theNewestComesLast() {
    api.get("/v3/scopes?1");
    api.get("/v3/scopes?2");
    api.get("/v3/nothing");
    assertEquals(List.of("/v3/scopes?1", "/v3/scopes?2", "/v3/nothing"), paths("/mock/requests"));
    assertEquals(List.of("/v3/scopes?2", "/v3/nothing"), paths("/mock/requests?limit=2"));
    assertEquals(3, paths("/mock/requests?limit=").size());
    assertEquals(
        List.of(200, 200, 404),
        MOCK.requests().stream().map(request -> request.getInteger("status")).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=-1", "limit=1001", "limit=x", "limit[]=1", "LIMIT=1", "path=/"})
  void aParameterThatIsNoLimitIsRefused(String query) {
    assertEquals(400, MOCK.controls().get("/mock/requests?" + query).statusCode());
  }

  @Test
  void theLegacyKeyIsNotOnRecordWhereverItCame() {
    V2Api v2 = V2Api.of(api);
    v2.get("get.json");
    v2.post("count.json", "type", "hard");
    String secret = ApiKey.parse(api.key()).orElseThrow().secret();
    String told = MOCK.controls().get("/mock/requests").body();
    assertFalse(told.contains(secret));
    JsonObject posted = MOCK.requests().get(1);
    assertTrue(posted.getString("body").endsWith(".***&type=hard"), posted.getString("body"));
    assertEquals(account, MOCK.requests().get(0).getString("account"));
  }

  @Test
  void whoIsNotKnownHasNoAccount() {
    MOCK.service().api(null).get(Api.BOUNCES);
    MOCK.service().api("password").get(Api.BOUNCES);
    MOCK.requests().forEach(request -> assertNull(request.getString("account")));
    assertEquals("***", MOCK.requests().get(1).getJsonObject("headers").getString("Authorization"));
    assertEquals(401, MOCK.requests().get(1).getInteger("status"));
  }

  @Test
  void theFaultThatTookARequestIsToldWithItsBody() {
    MOCK.rules(
        "{\"id\":\"busy\",\"method\":\"POST\",\"fault\":{\"status\":503}}",
        "{\"id\":\"cut\",\"fault\":{\"reset\":true}}");
    api.post(Api.INGEST, "{\"email\":\"a@x.org\"}");
    assertThrows(UncheckedIOException.class, () -> RawHttp.send(api, "GET", Api.BOUNCES));
    JsonObject refused = MOCK.requests().get(0);
    assertEquals("busy", refused.getString("fault"));
    assertEquals(503, refused.getInteger("status"));
    assertEquals("{\"email\":\"a@x.org\"}", refused.getString("body"));
    JsonObject reset = MOCK.requests().get(1);
    assertEquals("cut", reset.getString("fault"));
    assertNull(reset.getInteger("status"));
  }

  @Test
  void theStartOfALongBodyIsKept() {
    api.post(Api.INGEST, "[" + " ".repeat(200_000) + "]");
    String body = MOCK.requests().get(0).getString("body");
    assertEquals("[" + " ".repeat(Recording.MAX_BODY - 1), body);
  }

  @Test
  void aThousandRequestsAreKept() {
    String request = "GET /v3/nothing?%d HTTP/1.1\r\nHost: x\r\n%s\r\n";
    StringBuilder pipelined = new StringBuilder();
    for (int i = 0; i < 1100; i++) {
      pipelined.append(request.formatted(i, i == 1099 ? "Connection: close\r\n" : ""));
    }
    RawHttp.talk(api, pipelined.toString());
    List<String> paths = paths("/mock/requests");
    assertEquals(1000, paths.size());
    assertEquals("/v3/nothing?100", paths.get(0));
    assertEquals("/v3/nothing?1099", paths.get(999));
  }

  private static List<String> paths(String path) {
    return Mock.objects(MOCK.controls().get(path).body()).stream()
        .map(request -> request.getString("path"))
        .toList();
  }
}
