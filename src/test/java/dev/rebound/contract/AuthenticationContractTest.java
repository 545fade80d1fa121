package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call at all (contract, 2.1). */
class AuthenticationContractTest {
  private static final String REQUIRED =
      "{\"errors\":[{\"field\":null,\"message\":\"authorization required\"}]}";
  private static final String UNAUTHORIZED =
      "{\"errors\":[{\"field\":null,\"message\":\"unauthorized\"}]}";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose
  private static final TestService SHORT_MEMORY =
      TestService.start(Map.of("REBOUND_HTTP_KEY_CACHE_SECONDS", "1"));

  private final TestService service = TestService.shared();
  private final Api nobody = service.api(null);

  @Test
  void withoutAKeyAuthorizationIsRequired() {
    assertRefused(REQUIRED, 62, nobody);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Bearer SG.",
        "Bearer SG.short.short",
        "Basic dXNlcjpwYXNzd29yZA==",
        "Token SG.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "SG.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Bearer SG.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Bearer SG.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Bearer sg.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Bearer SG.aaaaaaaaaaaaaaaaaaaa%0.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      })
  void aHeaderThatHoldsNoKnownKeyIsUnauthorized(String header) {
    assertRefused(UNAUTHORIZED, 52, nobody.with("Authorization", header));
  }

  @Test
  void aKnownIdNeedsItsOwnSecret() {
    ApiKey mine = ApiKey.parse(service.account().key()).orElseThrow();
    ApiKey other = ApiKey.parse(service.account().key()).orElseThrow();
    ApiKey random = ApiKey.random(new SecureRandom());
    assertRefused(UNAUTHORIZED, 52, service.api(new ApiKey(mine.id(), random.secret()).text()));
    assertRefused(UNAUTHORIZED, 52, service.api(new ApiKey(mine.id(), other.secret()).text()));
    assertRefused(UNAUTHORIZED, 52, service.api(new ApiKey(random.id(), mine.secret()).text()));
    assertEquals(200, service.api(mine.text()).get(BOUNCES).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR   "})
  void theSchemeMayBeWrittenInAnyCase(String scheme) {
    String key = service.account().key();
    assertEquals(200, nobody.with("Authorization", scheme + key).get(BOUNCES).statusCode());
    assertEquals(200, nobody.with("authorization", scheme + key + " ").get(BOUNCES).statusCode());
  }

  @Test
  void nothingIsDoneForWhoeverMayNotAsk() {
    Api api = service.account();
    api.ingest(BounceRow.at(1, "a@x.org"));
    Api stranger = service.api(ApiKey.random(new SecureRandom()).text());
    for (Api caller : List.of(nobody, stranger)) {
      assertEquals(401, caller.delete(BOUNCES, "{\"delete_all\":true}").statusCode());
      assertEquals(401, caller.delete(BOUNCES, "no JSON").statusCode());
      assertEquals(401, caller.delete(BOUNCES + "/a@x.org").statusCode());
      assertEquals(401, caller.get(BOUNCES + "/a@x.org").statusCode());
      assertEquals(401, caller.get(BOUNCES + "?limit=ten").statusCode());
      assertEquals(401, caller.head(BOUNCES).statusCode());
      assertEquals(401, caller.get("/v3/scopes").statusCode());
      assertEquals(401, caller.post(Api.INGEST, "{\"email\":\"b@x.org\"}").statusCode());
    }
    assertEquals(List.of("a@x.org"), api.emails(""));
  }

  @Test
  void aRefusedBodyLeavesTheConnectionForTheNextRequest() {
    String body = "{\"delete_all\":true}";
    String answers =
        RawHttp.talk(
            nobody,
            "DELETE /v3/suppression/bounces HTTP/1.1\r\nHost: x\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body
                + "GET /v3/scopes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + service.account().key()
                + "\r\nConnection: close\r\n\r\n");
    assertTrue(answers.startsWith("HTTP/1.1 401 Unauthorized\r\n"), answers);
    assertTrue(answers.contains(REQUIRED + "HTTP/1.1 200 OK\r\n"), answers);
  }

  @Test
  void aRevokedKeyStopsWorkingWithinTheTimeThatItIsRemembered() {
    Api api = SHORT_MEMORY.account();
    Api other = SHORT_MEMORY.api(SHORT_MEMORY.createKey(Account.ROOT, Scope.ALL));
    assertEquals(200, api.get(BOUNCES).statusCode());
    String id = ApiKey.parse(api.key()).orElseThrow().id();
    assertTrue(SHORT_MEMORY.ask(Operations.REVOKE_KEY, id));
    Instant end = Instant.now().plus(PATIENCE);
    HttpResponse<String> response = api.get(BOUNCES);
    while (response.statusCode() == 200 && Instant.now().isBefore(end)) {
      response = api.get(BOUNCES);
    }
    assertEquals(401, response.statusCode());
    assertEquals(UNAUTHORIZED, response.body());
    assertEquals(200, other.get(BOUNCES).statusCode());
  }

  private static void assertRefused(String body, int length, Api api) {
    HttpResponse<String> response = api.get(BOUNCES);
    assertEquals(401, response.statusCode());
    assertEquals(body, response.body());
    assertEquals(List.of("application/json"), response.headers().allValues("Content-Type"));
    assertEquals(List.of(Integer.toString(length)), response.headers().allValues("Content-Length"));
  }
}
