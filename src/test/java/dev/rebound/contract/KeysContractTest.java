package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /rebound/v1/keys}. */
class KeysContractTest {
  private static final String PATH = "/rebound/v1/keys";
  private static final String READER =
      "{\"label\":\"of the shop\",\"scopes\":[\"suppression.bounces.read\"]}";

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final String key = service.createKey(account, Scope.ALL);
  private final Api api = service.api(key);

  @Test
  void aKeyIsShownOnceAndHasTheGivenScopesOnly() {
    JsonObject created = create(api, READER);
    assertEquals(
        Set.of("id", "label", "scopes", "full_access", "created", "created_by", "key"),
        created.fieldNames());
    assertEquals(id(key), created.getString("created_by"));
    Api reader = service.api(created.getString("key"));
    assertEquals("[]", reader.list());
    assertEquals(403, reader.delete(BOUNCES, "{\"delete_all\":true}").statusCode());
    assertEquals(403, reader.get(PATH).statusCode());
    created.remove("key");
    assertEquals(created, keys(api).get(0));
  }

  @Test
  void noResponseToAListHasASecretOrAHash() {
    String text = create(api, READER).getString("key");
    ApiKey created = ApiKey.parse(text).orElseThrow();
    String list = api.get(PATH).body();
    assertTrue(list.contains(created.id()), list);
    assertFalse(list.contains(created.secret()), list);
    assertFalse(list.contains(HexFormat.of().formatHex(created.hash())), list);
    for (JsonObject each : keys(api)) {
      assertFalse(each.containsKey("key"), list);
    }
  }

  @Test
  void keysAreListedNewestFirstAndPageByPage() {
    for (int i = 0; i < 3; i++) {
      create(api, "{\"label\":\"n" + i + "\",\"scopes\":[\"rebound.keys.read\"]}");
    }
    List<String> all = keys(api).stream().map(each -> each.getString("label")).toList();
    assertEquals(List.of("n2", "n1", "n0", "test"), all);
    JsonArray page =
        new JsonObject(api.get(PATH + "?limit=2&offset=1").body()).getJsonArray("keys");
    assertEquals(
        List.of("n1", "n0"),
        page.stream().map(each -> ((JsonObject) each).getString("label")).toList());
    assertEquals(400, api.get(PATH + "?limit=501").statusCode());
    assertEquals(400, api.get(PATH + "?offset=-1").statusCode());
  }

  @Test
  void aRevokedKeyStopsWorkingAndStaysListed() {
    JsonObject created = create(api, READER);
    HttpResponse<String> response = api.delete(PATH + "/" + created.getString("id"));
    assertEquals(204, response.statusCode());
    assertEquals("", response.body());
    assertEquals(401, service.api(created.getString("key")).get(BOUNCES).statusCode());
    JsonObject revoked = keys(api).get(0);
    assertEquals(created.getString("id"), revoked.getString("id"));
    assertEquals(id(key), revoked.getString("revoked_by"));
    assertTrue(revoked.getLong("revoked") >= revoked.getLong("created"), revoked.encode());
    assertEquals(404, api.delete(PATH + "/" + created.getString("id")).statusCode());
  }

  @Test
  void aKeyCannotRevokeItself() {
    HttpResponse<String> response = api.delete(PATH + "/" + id(key));
    assertEquals(409, response.statusCode());
    assertEquals(ErrorBody.of("a key cannot revoke itself"), response.body());
    assertEquals("[]", api.list());
  }

  /** The service refuses to start with a revoked key in its settings. */
  @Test
  void theKeyOfTheSettingsIsNotRevoked() {
    String configured = id(service.root().key());
    Api other = service.api(service.createKey(Account.ROOT, Set.of(Scope.KEYS_DELETE)));
    HttpResponse<String> response = other.delete(PATH + "/" + configured);
    assertEquals(409, response.statusCode());
    assertEquals(
        ErrorBody.of("the service would not start again: REBOUND_API_KEY is this key"),
        response.body());
    assertEquals(200, service.root().get(PATH).statusCode());
  }

  @Test
  void keysOfOtherAccountsAreNeitherListedNorRevoked() {
    Api stranger = service.account();
    assertEquals(1, keys(stranger).size());
    HttpResponse<String> response = stranger.delete(PATH + "/" + id(key));
    assertEquals(404, response.statusCode());
    assertEquals(404, api.delete(PATH + "/" + id(service.root().key())).statusCode());
    assertEquals("[]", api.list());
    String child = service.createAccount(account, null);
    String ofChild = service.createKey(child, Scope.ALL);
    assertEquals(404, api.delete(PATH + "/" + id(ofChild)).statusCode());
    Api parent = api.with("on-behalf-of", child);
    assertEquals(List.of(id(ofChild)), keys(parent).stream().map(k -> k.getString("id")).toList());
    assertEquals(409, parent.delete(PATH + "/" + id(key)).statusCode());
    assertEquals(204, parent.delete(PATH + "/" + id(ofChild)).statusCode());
  }

  @Test
  void aKeyOfASubuserIsCreatedOnItsBehalf() {
    String child = service.createAccount(account, null);
    JsonObject created = create(api.with("on-behalf-of", child), READER);
    Api ofChild = service.api(created.getString("key"));
    service
        .api(service.createKey(child, Scope.ALL))
        .ingest("{\"email\":\"a@x.org\",\"created\":5}");
    assertEquals(List.of("a@x.org"), ofChild.emails(""));
    assertEquals(List.of(), api.emails(""));
    assertEquals(id(key), created.getString("created_by"));
    assertEquals(403, ofChild.with("on-behalf-of", account).get(BOUNCES).statusCode());
  }

  @ParameterizedTest
  @EnumSource
  void aKeyGrantsOnlyTheScopesThatItHas(Scope scope) {
    Scope broader = scope.label().startsWith("suppression.bounces.") ? broader(scope) : scope;
    Set<Scope> others = EnumSet.complementOf(EnumSet.of(scope, broader, Scope.KEYS_CREATE));
    others.add(Scope.KEYS_CREATE);
    String body = "{\"scopes\":[\"rebound.keys.create\",\"" + scope.label() + "\"]}";
    boolean hasIt = scope == Scope.KEYS_CREATE;
    Api without = service.api(service.createKey(account, others));
    assertEquals(hasIt ? 201 : 403, without.post(PATH, body).statusCode());
    Api with = service.api(service.createKey(account, EnumSet.of(broader, Scope.KEYS_CREATE)));
    assertEquals(201, with.post(PATH, body).statusCode());
    int before = keys(api).size();
    without.post(PATH, "{\"scopes\":[\"mail.sent\"]}");
    assertEquals(before, keys(api).size());
  }

  private static Scope broader(Scope scope) {
    return Scope.of(scope.label().replace(".bounces", "")).orElseThrow();
  }

  /** Full access includes scopes of later versions, which a list of scopes does not. */
  @Test
  void onlyFullAccessGrantsFullAccess() {
    String all = new JsonObject().put("scopes", labels(Scope.ALL)).encode();
    assertTrue(create(api, all).getBoolean("full_access"));
    // The broader scopes grant all others.
    Set<Scope> nearlyAll =
        EnumSet.complementOf(EnumSet.of(Scope.BOUNCES_READ, Scope.BOUNCES_DELETE));
    Api limited = service.api(service.createKey(account, nearlyAll));
    assertEquals(403, limited.post(PATH, all).statusCode());
    Set<Scope> some = EnumSet.complementOf(EnumSet.of(Scope.BOUNCES_UPDATE));
    JsonObject created = create(limited, new JsonObject().put("scopes", labels(some)).encode());
    assertFalse(created.getBoolean("full_access"));
  }

  @Test
  void aKeyThatWasRevokedCreatesNoOther() {
    String revoked = service.createKey(account, Scope.ALL);
    Api late = service.api(revoked);
    // The service knows the key for some seconds after it was used.
    assertEquals("[]", late.list());
    service.ask(Operations.REVOKE_KEY, id(revoked));
    assertEquals(401, late.post(PATH, READER).statusCode());
    assertEquals(2, keys(api).size());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GET    | rebound.keys.read   | 200
          POST   | rebound.keys.create | 400
          DELETE | rebound.keys.delete | 404
          """,
      delimiter = '|')
  void eachCallNeedsItsScope(String method, String scope, int status) {
    String path = method.equals("DELETE") ? PATH + "/" + "x".repeat(22) : PATH;
    Scope needed = Scope.of(scope).orElseThrow();
    Set<Scope> others = EnumSet.complementOf(EnumSet.of(needed));
    assertEquals(403, send(others, method, path).statusCode());
    assertEquals(status, send(Set.of(needed), method, path).statusCode());
    assertEquals(401, service.api("SG.unknown").get(PATH).statusCode());
  }

  private HttpResponse<String> send(Set<Scope> scopes, String method, String path) {
    Api caller = service.api(service.createKey(account, scopes));
    return caller.send(method, path, BodyPublishers.ofString("{\"scopes\":5}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"label\":\"a\"}",
        "{\"scopes\":[]}",
        "{\"scopes\":null}",
        "{\"scopes\":\"all\"}",
        "{\"scopes\":[5]}",
        "{\"scopes\":[\"mail.sent\"]}",
        "{\"scopes\":[\"suppression.read\",\"\"]}",
        "{\"label\":5,\"scopes\":[\"suppression.read\"]}",
        "{\"label\":\"a\\nb\",\"scopes\":[\"suppression.read\"]}",
        "{\"scopes\":[\"suppression.read\"],\"scope\":[]}",
        "{\"scopes\":[\"suppression.read\"],\"scopes\":[\"mail.send\"]}",
        "[]",
        "",
      })
  void aBodyThatIsWrongCreatesNoKey(String body) {
    assertEquals(400, api.post(PATH, body).statusCode());
    assertEquals(1, keys(api).size());
  }

  @Test
  void aLongLabelOrBodyIsRefused() {
    String body = "{\"label\":\"%s\",\"scopes\":[\"suppression.read\"]}";
    assertEquals(201, api.post(PATH, body.formatted("ä".repeat(200))).statusCode());
    assertEquals(400, api.post(PATH, body.formatted("x".repeat(201))).statusCode());
    assertEquals(413, api.post(PATH, body.formatted("x".repeat(20_000))).statusCode());
    assertEquals(415, api.with("Content-Type", "text/plain").post(PATH, READER).statusCode());
  }

  private static JsonArray labels(Set<Scope> scopes) {
    return new JsonArray(scopes.stream().map(Scope::label).toList());
  }

  private static JsonObject create(Api caller, String body) {
    HttpResponse<String> response = caller.post(PATH, body);
    assertEquals(201, response.statusCode(), response.body());
    return new JsonObject(response.body());
  }

  private static List<JsonObject> keys(Api caller) {
    JsonArray keys = new JsonObject(caller.get(PATH).body()).getJsonArray("keys");
    return keys.stream().map(JsonObject.class::cast).toList();
  }

  private static String id(String text) {
    return ApiKey.parse(text).orElseThrow().id();
  }
}
