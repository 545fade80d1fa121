package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The controls on the API's port. */
class ApiControlsTest {
  private static final Mock MOCK =
      new Mock(
          TestService.start(
              Map.of("REBOUND_MODE", "mock", "REBOUND_LIMIT_REQUESTS_PER_MINUTE", "2")),
          null);
  private static final TestService SERVICE = MOCK.service();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String account = SERVICE.createAccount(Account.ROOT, null);
  private final String key = SERVICE.createKey(account, Set.of(Scope.MOCK));

  @AfterAll
  static void stop() {
    MOCK.close();
  }

  @Test
  void aKeyWithTheScopeUsesTheControls() throws Exception {
    assertEquals(200, send("PUT", "/mock/clock", key, "{\"shift\":\"P1D\"}").statusCode());
    HttpResponse<String> clock = send("GET", "/mock/clock", key, "");
    assertEquals(200, clock.statusCode());
    assertTrue(new JsonObject(clock.body()).containsKey("now"), clock.body());
    assertEquals(200, send("DELETE", "/mock/clock", key, "").statusCode());
    String body = "{\"name\":\"" + account + "-child\"}";
    HttpResponse<String> created = send("POST", "/mock/accounts", key, body);
    assertEquals(201, created.statusCode());
    String childKey = new JsonObject(created.body()).getString("key");
    assertEquals("[]", SERVICE.api(childKey).list());
    assertEquals(204, send("POST", "/mock/reset", key, "{\"to\":\"empty\"}").statusCode());
    assertEquals(400, send("PUT", "/mock/faults", key, "{}").statusCode());
    assertEquals("no-store", created.headers().firstValue("Cache-Control").orElse(""));
    assertTrue(created.headers().firstValue("X-Request-Id").isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mock/clock", "/mock/requests", "/mock/events/key"})
  void withoutTheScopeNothingIsShown(String path) throws Exception {
    Set<Scope> others = EnumSet.complementOf(EnumSet.of(Scope.MOCK));
    HttpResponse<String> response = send("GET", path, SERVICE.createKey(account, others), "");
    assertEquals(403, response.statusCode());
    assertEquals(ErrorBody.of("access forbidden"), response.body());
    assertEquals(401, send("GET", path, "SG.unknown", "").statusCode());
  }

  @Test
  void anotherPathOrMethodIsRefused() throws Exception {
    for (String path : List.of("/mock/nothing", "/mock/", "/mock/clock/", "/mock/%25")) {
      assertEquals(404, send("GET", path, key, "").statusCode(), path);
    }
    HttpResponse<String> response = send("PATCH", "/mock/clock", key, "x");
    assertEquals(405, response.statusCode());
    assertTrue(response.headers().firstValue("Allow").isPresent());
  }

  @Test
  void theControlsAreNeitherLimitedNorFaultedNorRecorded() throws Exception {
    String rule = "[{\"id\":\"all\",\"fault\":{\"status\":500}}]";
    HttpResponse<String> rules = send("PUT", "/mock/faults", key, rule);
    for (int i = 0; i < 4; i++) {
      assertEquals(200, send("GET", "/mock/faults", key, "").statusCode(), rules.body());
    }
    assertEquals(204, send("DELETE", "/mock/faults", key, "").statusCode());
    String requests = send("GET", "/mock/requests", key, "").body();
    assertFalse(requests.contains("/mock/faults"), requests);
  }

  @Test
  void aServiceWithoutTheConsoleHasThemOnTheAdminPortOnly() throws Exception {
    try (TestService service =
        TestService.start(Map.of("REBOUND_MODE", "mock", "REBOUND_CONSOLE", "false"))) {
      assertEquals(404, service.root().get("/mock/clock").statusCode());
      assertEquals(200, new Api(service.adminUrl(), null).get("/mock/clock").statusCode());
    }
  }

  @Test
  void aServiceInStoreModeHasNone() {
    if (System.getenv("REBOUND_TEST_IMAGE") == null) {
      assertEquals(404, TestService.shared().root().get("/mock/clock").statusCode());
    }
  }

  private HttpResponse<String> send(String method, String path, String apiKey, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(SERVICE.api(apiKey).url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + apiKey)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
