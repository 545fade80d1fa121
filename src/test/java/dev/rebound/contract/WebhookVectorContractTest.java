package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.api.rebound.WebhookSignature;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.domain.SigningKey;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.SignatureVector;
import dev.rebound.support.TestService;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries that SendGrid signed itself, byte for byte and at their time (contract, 6.4). */
class WebhookVectorContractTest {
  private static final String HEAD = "{\"added\":%d,\"updated\":0,\"duplicates\":0,\"rejected\":[]";

  @AutoClose private static final TestService SERVICE = TestService.start(Map.of());

  private final String account = SERVICE.createAccount(Account.ROOT, null);
  private final Api api = SERVICE.api(SERVICE.createKey(account, Scope.ALL));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2020-09-14.json | 1 | }
          2021-04-28.json | 1 | ,"ignored":{"processed":1}}
          2020-11-28.json | 2 | ,"ignored":{"click":1,"deferred":1,"delivered":1,\
          "group_resubscribe":1,"group_unsubscribe":1,"open":1,"processed":1,"spamreport":1,\
          "unsubscribe":1}}
          """)
  void aPublishedDeliveryIsTaken(String name, int added, String rest) {
    SignatureVector vector = SignatureVector.of(name);
    setClock(vector, Duration.ofMinutes(9));
    HttpResponse<String> response = post(vector, vector.body());
    assertEquals(HEAD.formatted(added) + rest, response.body());
    assertEquals(200, response.statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2020-09-14.json", "2020-11-28.json", "2021-04-28.json"})
  void itIsRefusedWithoutItsLastLineBreakAndWhenItsTimeIsOver(String name) {
    SignatureVector vector = SignatureVector.of(name);
    setClock(vector, Duration.ZERO);
    byte[] body = vector.body();
    assertForbidden(post(vector, Arrays.copyOf(body, body.length - 2)));
    setClock(vector, Duration.ofMinutes(11));
    assertForbidden(post(vector, body));
    assertEquals("[]", api.list());
  }

  @Test
  void theBounceOfTheIntegrationTestHasNoTypeAndIsOneByItsReason() {
    SignatureVector vector = SignatureVector.of("2020-11-28.json");
    setClock(vector, Duration.ZERO);
    post(vector, vector.body());
    assertEquals(
        "[{\"created\":1606575333,\"email\":\"example@test.com\","
            + "\"reason\":\"500 unknown recipient\",\"status\":\"5.0.0\"}]",
        api.list());
  }

  private static void setClock(SignatureVector vector, Duration later) {
    Instant then = Instant.ofEpochSecond(Long.parseLong(vector.timestamp())).plus(later);
    SERVICE.clock().advance(Duration.between(SERVICE.clock().instant(), then));
  }

  private HttpResponse<String> post(SignatureVector vector, byte[] body) {
    SigningKey key = SigningKey.parse(vector.publicKey()).orElseThrow();
    String path = SERVICE.createWebhook(account, key);
    return SERVICE
        .api(null)
        .with("User-Agent", "SendGrid Event API")
        .with("Content-Type", "application/json")
        .with(WebhookSignature.SIGNATURE_HEADER, vector.signature())
        .with(WebhookSignature.TIMESTAMP_HEADER, vector.timestamp())
        .send("POST", path, BodyPublishers.ofByteArray(body));
  }

  private static void assertForbidden(HttpResponse<String> response) {
    assertEquals(ErrorBody.of("access forbidden"), response.body());
    assertEquals(403, response.statusCode());
  }
}
