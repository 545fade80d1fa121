package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnyKeyTest {
  private static final String MADE_UP = "SG." + "x".repeat(22) + "." + "y".repeat(43);
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
      assertEquals(401, new Api(sub.url(), "SG.short.key").get(Api.BOUNCES).statusCode());
    }
  }

  @Test
  void withoutTheSettingAMockKnowsItsKeys() {
    try (TestService service = TestService.start(Map.of("REBOUND_MODE", "mock"))) {
      assertEquals(401, new Api(service.account().url(), MADE_UP).get(Api.BOUNCES).statusCode());
    }
  }
}
