package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.domain.Webhook;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.SignedWebhook;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** A webhook under settings, after its end, and while the database is away. */
class WebhookLimitsContractTest {
  private static final String EVENTS =
      "[{\"email\":\"a@x.org\",\"event\":\"bounce\",\"timestamp\":1,\"type\":\"bounce\"}]";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose
  private static final TestService SERVICE =
      TestService.start(
          Map.of(
              "REBOUND_LIMIT_REQUESTS_PER_MINUTE", "2",
              "REBOUND_HTTP_KEY_CACHE_SECONDS", "1",
              "REBOUND_WEBHOOK_TIMESTAMP_WINDOW_MINUTES", "1"));

  private final String account = SERVICE.createAccount(Account.ROOT, null);
  private final Api api = SERVICE.api(SERVICE.createKey(account, Scope.ALL));
  private final SignedWebhook webhook = new SignedWebhook(SERVICE, account);

  @BeforeEach
  void startAMinute() {
    SERVICE.clock().advance(Duration.ofMinutes(1));
  }

  @DisabledIfEnvironmentVariable(
      named = "REBOUND_TEST_IMAGE",
      matches = ".+",
      disabledReason = "the container is a mock, where Rebound's own paths do not count")
  @Test
  void deliveriesCountAsRequestsOfTheAccountOnceTheyAreKnownToBeSendGrids() {
    byte[] body = SignedWebhook.bytes(EVENTS);
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> forged = webhook.post(body, webhook.timestamp(Duration.ZERO), "MEUC");
      assertEquals(403, forged.statusCode());
      assertEquals(List.of(), forged.headers().allValues("X-Ratelimit-Limit"));
    }
    HttpResponse<String> first = webhook.post(EVENTS);
    assertEquals(200, first.statusCode());
    assertEquals(List.of("1"), first.headers().allValues("X-Ratelimit-Remaining"));
    assertEquals(200, api.get(Api.BOUNCES).statusCode());
    HttpResponse<String> tooMany = webhook.post(EVENTS);
    assertEquals(429, tooMany.statusCode());
    assertEquals(ErrorBody.of("too many requests"), tooMany.body());
  }

  @Test
  void theWindowOfItsTimeIsASetting() {
    byte[] body = SignedWebhook.bytes(EVENTS);
    assertEquals(200, webhook.post(body, Duration.ofSeconds(-60)).statusCode());
    assertEquals(403, webhook.post(body, Duration.ofSeconds(-61)).statusCode());
  }

  @Test
  void aRevokedWebhookStopsWorkingWithinTheTimeThatItIsRemembered() {
    assertEquals(200, webhook.post(EVENTS).statusCode());
    String id = webhook.path().substring(webhook.path().lastIndexOf('/') + 1);
    assertTrue(SERVICE.ask(Operations.REVOKE_WEBHOOK, new Webhook.Id(id)));
    Instant end = Instant.now().plus(PATIENCE);
    HttpResponse<String> response = webhook.post(EVENTS);
    while (response.statusCode() != 404 && Instant.now().isBefore(end)) {
      response = webhook.post(EVENTS);
    }
    assertEquals(404, response.statusCode());
    assertEquals(ErrorBody.of("resource not found"), response.body());
  }

  // To SendGrid 503 means to try again.
  @Test
  @DisabledIfEnvironmentVariable(
      named = "REBOUND_TEST_DATABASE",
      matches = "citus",
      disabledReason = "the function finds a renamed table by its id")
  void whatCannotBeStoredNowIsNotSaidToBe() throws SQLException {
    execute("ALTER TABLE bounce_event RENAME TO away");
    try {
      HttpResponse<String> response = webhook.post(EVENTS);
      assertEquals(503, response.statusCode());
      assertEquals(ErrorBody.of("service unavailable"), response.body());
    } finally {
      execute("ALTER TABLE away RENAME TO bounce_event");
    }
    HttpResponse<String> again = webhook.post(EVENTS);
    assertEquals("{\"added\":1,\"updated\":0,\"duplicates\":0,\"rejected\":[]}", again.body());
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(SERVICE.databaseUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
