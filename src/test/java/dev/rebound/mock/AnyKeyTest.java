package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnyKeyTest {
  private static final String MADE_UP = "SG." + "x".repeat(22) + "." + "y".repeat(43);

  @AutoClose
  private static final TestService ANY =
      TestService.start(Map.of("REBOUND_MODE", "mock", "REBOUND_MOCK_AUTH", "any"));

  private static final String ROW = "{\"email\":\"%s\",\"reason\":\"550 5.1.1 No such user\"}";

  @Test
  void aKeyThatNobodyMadeIsOneOfTheRootAccountAndAKnownOneItsOwn() {
    try (TestService service =
        TestService.start(Map.of("REBOUND_MODE", "mock", "REBOUND_MOCK_AUTH", "any"))) {
      Api sub = service.account();
      Api any = new Api(sub.url(), MADE_UP);
      assertEquals(200, any.post(Api.INGEST, ROW.formatted("root@example.com")).statusCode());
      assertEquals(200, sub.post(Api.INGEST, ROW.formatted("sub@example.com")).statusCode());
      assertEquals("root@example.com", String.join(",", any.emails("")));
      assertEquals("sub@example.com", String.join(",", sub.emails("")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SG.test", "SENDGRID_API_KEY", "THISISMYKEY", "a key", "x", "\u00fc"})
  void anyTextIsAKeyOfTheRootAccount(String text) {
    Api any = new Api(ANY.root().url(), text);
    assertEquals(200, any.get(Api.BOUNCES).statusCode());
    assertEquals(204, any.delete(Api.BOUNCES, "{\"delete_all\":true}").statusCode());
    String account = ANY.createAccount(Account.ROOT, null);
    assertEquals(200, any.with("on-behalf-of", account).get(Api.BOUNCES).statusCode());
    assertEquals(200, v2(ANY, "mail-user", "mail+password").statusCode());
    assertEquals(200, v2(ANY, "apikey", "THISISMYKEY").statusCode());
  }

  @Test
  void noTextIsNoKey() {
    Api nobody = new Api(ANY.root().url(), null);
    assertEquals(401, nobody.get(Api.BOUNCES).statusCode());
    assertEquals(401, nobody.with("Authorization", "Bearer ").get(Api.BOUNCES).statusCode());
    assertEquals(401, nobody.with("Authorization", "Basic eDp5").get(Api.BOUNCES).statusCode());
    assertEquals(403, v2(ANY, "apikey", "").statusCode());
    assertEquals(403, v2(ANY, "", "password").statusCode());
  }

  @Test
  void whereAKeyNeedsItsFormOtherTextIsNone() {
    try (TestService service =
        TestService.start(Map.of("REBOUND_MODE", "mock", "REBOUND_MOCK_AUTH", "formed"))) {
      Api formed = new Api(service.root().url(), MADE_UP);
      assertEquals(200, formed.get(Api.BOUNCES).statusCode());
      assertEquals(200, v2(service, "apikey", MADE_UP).statusCode());
      assertEquals(401, new Api(formed.url(), "SG.short.key").get(Api.BOUNCES).statusCode());
      assertEquals(403, v2(service, "apikey", "password").statusCode());
    }
  }

  private static HttpResponse<String> v2(TestService service, String user, String key) {
    return service.api(null).get("/api/bounces.get.json?api_user=" + user + "&api_key=" + key);
  }

  @Test
  void withoutTheSettingAMockKnowsItsKeys() {
    try (TestService service = TestService.start(Map.of("REBOUND_MODE", "mock"))) {
      assertEquals(401, new Api(service.account().url(), MADE_UP).get(Api.BOUNCES).statusCode());
    }
  }
}
