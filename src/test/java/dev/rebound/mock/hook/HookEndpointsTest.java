package dev.rebound.mock.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookEndpointsTest {
  private static final String PATH = "/v3/user/webhooks/event/settings";
  private static final String URL = "http://127.0.0.1:9/hook";

  @AutoClose private static final Mock MOCK = Mock.start();

  private final String account = MOCK.service().createAccount(Account.ROOT, null);
  private final Api api = MOCK.service().api(MOCK.service().createKey(account, Scope.ALL));

  private static HttpResponse<String> patch(Api api, String path, String body) {
    return api.send("PATCH", path, BodyPublishers.ofString(body));
  }

  private JsonObject patched(String path, String body) {
    HttpResponse<String> response = patch(api, path, body);
    assertEquals(200, response.statusCode(), response.body());
    return new JsonObject(response.body());
  }

  private JsonObject got(String path) {
    HttpResponse<String> response = api.get(path);
    assertEquals(200, response.statusCode(), response.body());
    return new JsonObject(response.body());
  }

  @Test
  void thereIsNoWebhookAtFirst() {
    assertEquals(
        "{\"enabled\":false,\"url\":\"\",\"account_status_change\":false,"
            + "\"group_resubscribe\":false,\"delivered\":false,\"group_unsubscribe\":false,"
            + "\"spam_report\":false,\"bounce\":false,\"deferred\":false,\"unsubscribe\":false,"
            + "\"processed\":false,\"open\":false,\"click\":false,\"dropped\":false,"
            + "\"friendly_name\":null,\"id\":\"\"}",
        got(PATH).encode());
    assertEquals("{\"id\":\"\",\"public_key\":\"\"}", got(PATH + "/signed").encode());
    assertEquals("{\"max_allowed\":5,\"webhooks\":[]}", got(PATH + "/all").encode());
  }

  @Test
  void aChangeWithoutAnIdCreatesTheFirstWebhookAndThenChangesIt() {
    JsonObject hook =
        patched(PATH, "{\"enabled\":true,\"url\":\"" + URL + "\",\"bounce\":true,\"open\":true}");
    assertTrue(hook.getBoolean("bounce"));
    JsonObject changed = patched(PATH, "{\"open\":false,\"friendly_name\":\"All\"}");
    assertEquals(hook.getString("id"), changed.getString("id"));
    assertEquals(URL, changed.getString("url"));
    assertTrue(changed.getBoolean("bounce"));
    assertFalse(changed.getBoolean("open"));
    assertEquals(changed, got(PATH));
    assertEquals(changed, got(PATH + "/" + hook.getString("id")));
  }

  @Test
  void signaturesAreSwitchedOnWithANewKeyAndOff() {
    patched(PATH, "{\"enabled\":true,\"url\":\"" + URL + "\"}");
    JsonObject signed = patched(PATH + "/signed", "{\"enabled\":true}");
    assertTrue(signed.getString("public_key").startsWith("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"));
    assertEquals(signed, got(PATH + "/signed"));
    assertEquals(signed, got(PATH + "/signed/" + signed.getString("id")));
    assertEquals(signed.getString("public_key"), got(PATH).getString("public_key"));
    assertNotEquals(signed, patched(PATH + "/signed", "{\"enabled\":true}"));
    assertEquals("", patched(PATH + "/signed", "{\"enabled\":false}").getString("public_key"));
    assertFalse(got(PATH).containsKey("public_key"));
  }

  @Test
  void anAccountHasUpToFiveWebhooksOfItsOwn() {
    for (int i = 1; i <= 5; i++) {
      String body = "{\"enabled\":true,\"url\":\"" + URL + i + "\",\"bounce\":true}";
      assertEquals(201, api.post(PATH, body).statusCode());
    }
    HttpResponse<String> sixth = api.post(PATH, "{\"url\":\"" + URL + "6\"}");
    assertEquals(400, sixth.statusCode());
    assertEquals(
        "{\"errors\":[{\"message\":\"You have reached the maximum number of webhooks per your"
            + " current billing plan.\"}]}",
        sixth.body());
    JsonArray all = got(PATH + "/all").getJsonArray("webhooks");
    assertEquals(5, all.size());
    assertEquals(all.getJsonObject(0), got(PATH));
    String second = all.getJsonObject(1).getString("id");
    HttpResponse<String> taken = patch(api, PATH + "/" + second, "{\"url\":\"" + URL + "1\"}");
    assertEquals(400, taken.statusCode());
    assertEquals(
        all.getJsonObject(0).getString("id"),
        new JsonObject(taken.body()).getJsonArray("errors").getJsonObject(0).getString("id"));
    assertEquals(204, api.delete(PATH + "/" + second).statusCode());
    assertEquals(4, got(PATH + "/all").getJsonArray("webhooks").size());
    HttpResponse<String> gone = api.get(PATH + "/" + second);
    assertEquals(404, gone.statusCode());
    assertEquals("{\"errors\":[{\"message\":\"Invalid id provided.\"}]}", gone.body());
    assertEquals(404, api.delete(PATH + "/" + second).statusCode());
    Api other = MOCK.service().account();
    assertEquals(404, other.get(PATH + "/" + all.getJsonObject(0).getString("id")).statusCode());
    assertEquals("{\"max_allowed\":5,\"webhooks\":[]}", other.get(PATH + "/all").body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                | Request body is not valid json
          []                                | Request body is not valid json
          {"enabled":1}                     | enabled must be true or false
          {"bounced":true}                  | bounced is unknown
          {"enabled":true}                  | '' is not a valid url
          {"url":"example.com"}             | 'example.com' is not a valid url
          {"url":"http://192.0.2.1/"}       | 'http://192.0.2.1/' is not a valid url: url must be of a loopback or private address
          {"oauth_client_id":"x"}           | oauth_client_id is not supported by a mock
          """)
  void aWrongChangeIsRefusedAndChangesNothing(String body, String message) {
    String sent = body.equals("''") ? "" : body;
    HttpResponse<String> response = patch(api, PATH, sent);
    assertEquals(400, response.statusCode(), response.body());
    String error =
        new JsonObject(response.body())
            .getJsonArray("errors")
            .getJsonObject(0)
            .getString("message");
    assertTrue(error.startsWith(message), error);
    assertEquals("", got(PATH).getString("id"));
  }

  @Test
  void eachMethodHasItsScope() {
    EnumSet<Scope> read = EnumSet.of(Scope.WEBHOOKS_READ);
    assertEquals(200, key(read).get(PATH).statusCode());
    assertEquals(403, patch(key(read), PATH, "{}").statusCode());
    assertEquals(403, patch(key(read), PATH + "/signed", "{\"enabled\":true}").statusCode());
    assertEquals(403, key(read).post(PATH, "{}").statusCode());
    assertEquals(403, key(read).delete(PATH + "/x").statusCode());
    assertEquals(200, patch(key(EnumSet.of(Scope.WEBHOOKS_UPDATE)), PATH, "{}").statusCode());
    assertEquals(403, key(EnumSet.of(Scope.WEBHOOKS_UPDATE)).get(PATH).statusCode());
    assertEquals(401, MOCK.service().api(null).get(PATH).statusCode());
    assertEquals(405, api.delete(PATH).statusCode());
  }

  private Api key(Set<Scope> scopes) {
    return MOCK.service().api(MOCK.service().createKey(account, scopes));
  }

  @Test
  void aServiceThatIsNoMockHasNoWebhooks() {
    assertEquals(404, TestService.shared().account().get(PATH).statusCode());
  }
}
