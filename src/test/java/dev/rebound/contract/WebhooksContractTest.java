package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Scope;
import dev.rebound.domain.Webhook;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /rebound/v1/webhooks}. */
class WebhooksContractTest {
  private static final String PATH = "/rebound/v1/webhooks";
  private static final String EVENTS =
      "{\"Type\":\"HardBounce\",\"Email\":\"gone@example.com\",\"Description\":\"User unknown\","
          + "\"BouncedAt\":\"2026-01-02T03:04:05Z\"}";

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api api = service.api(service.createKey(account, Scope.ALL));

  @Test
  void aNewWebhookTakesDeliveriesUntilItIsRevoked() {
    JsonObject created = create("{\"from\":\"postmark\",\"label\":\"main\"}");
    assertEquals(Set.of("id", "from", "proof", "label", "url"), created.fieldNames());
    assertEquals("password", created.getString("proof"));
    URI url = URI.create(created.getString("url"));
    String basic =
        Base64.getEncoder().encodeToString(url.getUserInfo().getBytes(StandardCharsets.UTF_8));
    Api sender = service.api(null);
    assertEquals(403, sender.post(url.getPath(), EVENTS).statusCode());
    Api proven = sender.with("Authorization", "Basic " + basic);
    assertEquals(200, proven.post(url.getPath(), EVENTS).statusCode());
    assertEquals(List.of("gone@example.com"), api.emails(""));
    assertEquals(204, api.delete(PATH + "/" + created.getString("id")).statusCode());
    assertEquals(404, api.delete(PATH + "/" + created.getString("id")).statusCode());
    assertTrue(webhooks(api).get(0).containsKey("revoked"));
  }

  @Test
  void noResponseHasASecretThatWasGiven() {
    JsonObject created = create("{\"from\":\"mailgun\",\"secret\":\"key-0123456789abcdef\"}");
    assertFalse(created.encode().contains("0123456789abcdef"), created.encode());
    assertEquals("signature", created.getString("proof"));
    JsonObject withPassword = create("{\"from\":\"other\"}");
    String password = URI.create(withPassword.getString("url")).getUserInfo().split(":")[1];
    String list = api.get(PATH).body();
    assertFalse(list.contains("0123456789abcdef"), list);
    assertFalse(list.contains(password), list);
  }

  @Test
  void webhooksAreListedNewestFirst() {
    create("{}");
    create("{\"from\":\"other\",\"label\":\"second\"}");
    List<JsonObject> all = webhooks(api);
    assertEquals("other", all.get(0).getString("from"));
    assertEquals("second", all.get(0).getString("label"));
    assertEquals("sendgrid", all.get(1).getString("from"));
    assertEquals("api_key", all.get(1).getString("proof"));
    assertEquals(
        Set.of("id", "from", "proof", "label", "created", "last"), all.get(1).fieldNames());
    assertEquals(all.get(1), webhooks(api, "?limit=1&offset=1").get(0));
  }

  @Test
  void theLastDeliveriesAreShown() {
    String id = create("{}").getString("id");
    long accountId = service.ask(Operations.FIND_ACCOUNT, account).orElseThrow().id();
    Webhook.Delivery delivery = new Webhook.Delivery(5, 200, new EventBatch.Counts(1, 2, 3), 4, 6);
    service.ask(
        Operations.RECORD_DELIVERIES,
        new Webhook.Deliveries(accountId, new Webhook.Id(id), List.of(delivery)));
    assertEquals(
        "[{\"at\":5,\"status\":200,\"added\":1,\"updated\":2,\"duplicates\":3,"
            + "\"rejected\":4,\"ignored\":6}]",
        webhooks(api).get(0).getJsonArray("last").encode());
  }

  @Test
  void webhooksOfOtherAccountsAreNeitherListedNorRevoked() {
    String id = create("{}").getString("id");
    Api stranger = service.account();
    assertEquals(List.of(), webhooks(stranger));
    assertEquals(404, stranger.delete(PATH + "/" + id).statusCode());
    assertEquals(404, api.delete(PATH + "/unknown").statusCode());
    Api parent = service.root().with("on-behalf-of", account);
    assertEquals(id, webhooks(parent).get(0).getString("id"));
    assertEquals(204, parent.delete(PATH + "/" + id).statusCode());
  }

  @Test
  void aKeyThatMayNotIngestCreatesNoWebhook() {
    Set<Scope> scopes =
        EnumSet.complementOf(EnumSet.of(Scope.BOUNCES_CREATE, Scope.SUPPRESSION_CREATE));
    Api caller = service.api(service.createKey(account, scopes));
    assertEquals(403, caller.post(PATH, "{\"from\":\"other\"}").statusCode());
    assertEquals(List.of(), webhooks(api));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, rebound.webhooks.read, 200",
    "POST, rebound.webhooks.create, 403",
    "DELETE, rebound.webhooks.delete, 404"
  })
  void eachCallNeedsItsScope(String method, String scope, int status) {
    String path = method.equals("DELETE") ? PATH + "/" + "x".repeat(22) : PATH;
    Scope needed = Scope.of(scope).orElseThrow();
    Api without = service.api(service.createKey(account, EnumSet.complementOf(EnumSet.of(needed))));
    assertEquals(403, without.send(method, path, BodyPublishers.noBody()).statusCode());
    Api with = service.api(service.createKey(account, Set.of(needed)));
    assertEquals(status, with.send(method, path, BodyPublishers.noBody()).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          {"from":"nobody"}                            | from
          {"from":5}                                   | from
          {"from":"mailgun"}                           | secret
          {"from":"mailgun","secret":"short"}          | secret
          {"from":"ses","topic_arn":"arn:aws:s3:::x"}  | topic_arn
          {"from":"ses","secret":"12345678"}           | secret
          {"from":"other","topic_arn":"x"}             | topic_arn
          {"from":"other","public_key":"MFkw"}         | public_key
          {"public_key":"MFkw"}                        | public_key
          {"from":"mandrill","secret":"0123456789"}    | from
          {"label":5}                                  | label
          {"name":"x"}                                 |
          """,
      delimiter = '|')
  void aBodyThatIsWrongCreatesNoWebhook(String body, String field) {
    HttpResponse<String> response = api.post(PATH, body);
    assertEquals(400, response.statusCode(), response.body());
    JsonObject error = new JsonObject(response.body()).getJsonArray("errors").getJsonObject(0);
    assertEquals(field, error.getString("field"));
    assertEquals(List.of(), webhooks(api));
  }

  private JsonObject create(String body) {
    HttpResponse<String> response = api.post(PATH, body);
    assertEquals(201, response.statusCode(), response.body());
    return new JsonObject(response.body());
  }

  private static List<JsonObject> webhooks(Api caller) {
    return webhooks(caller, "");
  }

  private static List<JsonObject> webhooks(Api caller, String query) {
    JsonArray all = new JsonObject(caller.get(PATH + query).body()).getJsonArray("webhooks");
    return all.stream().map(JsonObject.class::cast).toList();
  }
}
