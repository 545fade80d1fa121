package dev.rebound.contract;

import static dev.rebound.support.SignedWebhook.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.domain.Webhook;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.SignedWebhook;
import dev.rebound.support.Signer;
import dev.rebound.support.TestService;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/events/{webhook-id}}: who may tell events (contract, 6.4). */
class WebhookRefusalContractTest {
  private static final String EVENTS =
      "[{\"email\":\"a@x.org\",\"event\":\"bounce\",\"timestamp\":1,\"type\":\"bounce\"}]\r\n";
  private static final byte[] BODY = bytes(EVENTS);
  private static final int MAX_LENGTH = 2 * 1024 * 1024;
  private static final Duration NOW = Duration.ZERO;

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api api = service.api(service.createKey(account, Scope.ALL));
  private final SignedWebhook webhook = new SignedWebhook(service, account);

  /** Everything that can be wrong with a signature. */
  private enum Fault {
    NO_HEADERS,
    NO_SIGNATURE,
    NO_TIMESTAMP,
    EMPTY_SIGNATURE,
    NOT_BASE64,
    NOT_DER,
    ZERO,
    OTHER_KEY,
    OTHER_CURVE,
    OTHER_TIMESTAMP,
    OTHER_BODY,
    NO_LINE_BREAK,
    STALE,
    FUTURE,
    NO_NUMBER
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyBadSignatureGetsTheSameAnswerAndStoresNothing(Fault fault) {
    HttpResponse<String> response = post(fault);
    assertEquals(403, response.statusCode());
    assertEquals(ErrorBody.of("access forbidden"), response.body());
    assertEquals(headers(post(Fault.NO_HEADERS)), headers(response));
    assertEquals("[]", api.list());
  }

  /** But for the one that every answer has for itself. */
  private static Map<String, List<String>> headers(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(response.headers().map());
    headers.remove("X-Request-Id");
    return headers;
  }

  private HttpResponse<String> post(Fault fault) {
    String now = webhook.timestamp(NOW);
    String good = webhook.signer().sign(bytes(now), BODY);
    byte[] cut = Arrays.copyOf(BODY, BODY.length - 2);
    return switch (fault) {
      case NO_HEADERS -> webhook.post(BODY, null, null);
      case NO_SIGNATURE -> webhook.post(BODY, now, null);
      case NO_TIMESTAMP -> webhook.post(BODY, null, good);
      case EMPTY_SIGNATURE -> webhook.post(BODY, now, "");
      case NOT_BASE64 -> webhook.post(BODY, now, good.replaceFirst("^.", "*"));
      case NOT_DER -> webhook.post(BODY, now, "AAAA" + good.substring(4));
      case ZERO ->
          webhook.post(
              BODY, now, Base64.getEncoder().encodeToString(new byte[] {48, 6, 2, 1, 0, 2, 1, 0}));
      case OTHER_KEY -> webhook.post(BODY, now, Signer.create().sign(bytes(now), BODY));
      case OTHER_CURVE ->
          webhook.post(BODY, now, Signer.onCurve("secp384r1").sign(bytes(now), BODY));
      case OTHER_TIMESTAMP -> webhook.post(BODY, webhook.timestamp(Duration.ofSeconds(1)), good);
      case OTHER_BODY -> webhook.post(bytes(EVENTS.replace("a@x", "b@x")), now, good);
      case NO_LINE_BREAK -> webhook.post(cut, now, good);
      case STALE -> webhook.post(BODY, Duration.ofSeconds(-601));
      case FUTURE -> webhook.post(BODY, Duration.ofSeconds(601));
      case NO_NUMBER -> webhook.post(BODY, "now", webhook.signer().sign(bytes("now"), BODY));
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {-600, 0, 600})
  void aTimeWithinTenMinutesIsTaken(int seconds) {
    assertEquals(200, webhook.post(BODY, Duration.ofSeconds(seconds)).statusCode());
    assertEquals(List.of("a@x.org"), api.emails(""));
  }

  @Test
  void aKeyIsNoSubstituteForASignature() {
    assertRefused(403, "access forbidden", api.post(webhook.path(), EVENTS));
    assertEquals("[]", api.list());
  }

  @Test
  void theKeyOfAnotherWebhookIsNoSubstituteEither() {
    SignedWebhook other = new SignedWebhook(service, account);
    String now = webhook.timestamp(NOW);
    String signature = other.signer().sign(bytes(now), BODY);
    assertRefused(403, "access forbidden", webhook.post(BODY, now, signature));
  }

  @Test
  void aWebhookWithoutAPublicKeyNeedsAnApiKeyThatMayCreate() {
    String path = service.createWebhook(account, null);
    assertRefused(401, "authorization required", service.api(null).post(path, EVENTS));
    String unknown = ApiKey.random(new SecureRandom()).text();
    assertRefused(401, "unauthorized", service.api(unknown).post(path, EVENTS));
    Api reader = service.api(service.createKey(account, Set.of(Scope.BOUNCES_READ)));
    assertRefused(403, "access forbidden", reader.post(path, EVENTS));
    assertEquals("[]", api.list());
    Api creator = service.api(service.createKey(account, Set.of(Scope.BOUNCES_CREATE)));
    assertEquals(200, creator.post(path, EVENTS).statusCode());
    assertEquals(List.of("a@x.org"), api.emails(""));
  }

  @Test
  void theApiKeyIsOfTheWebhooksAccountOrOfItsParentOnItsBehalf() {
    String child = service.createAccount(account, null);
    String path = service.createWebhook(child, null);
    Api sibling = service.api(service.createKey(service.createAccount(account, null), Scope.ALL));
    assertRefused(403, "access forbidden", sibling.post(path, EVENTS));
    assertRefused(403, "access forbidden", api.post(path, EVENTS));
    assertRefused(403, "access forbidden", service.root().post(path, EVENTS));
    assertRefused(403, "access forbidden", api.with("on-behalf-of", "nobody").post(path, EVENTS));
    Api onBehalf = api.with("on-behalf-of", child);
    assertEquals(200, onBehalf.post(path, EVENTS).statusCode());
    assertEquals(List.of("a@x.org"), onBehalf.emails(""));
    assertEquals("[]", api.list());
  }

  @Test
  void anUnknownWebhookIsNotFoundWhoeverAsks() {
    assertRefused(404, "resource not found", api.post(unknown(), EVENTS));
    assertRefused(404, "resource not found", service.api(null).post(unknown(), EVENTS));
  }

  @Test
  void anUnknownWebhookIsNotFoundBeforeItsBodyIsRead() throws IOException {
    URI url = URI.create(api.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(30_000);
      String head = "POST " + unknown() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n";
      socket.getOutputStream().write(bytes(head));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 404".length());
      assertEquals("HTTP/1.1 404", new String(status, StandardCharsets.US_ASCII));
    }
  }

  private static String unknown() {
    return "/rebound/v1/events/" + Webhook.Id.random(new SecureRandom()).text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "x", "%s/", "%s/x", "%sx", "%%2e%s", "%s%%20"})
  void whatIsNoIdIsNotFound(String form) {
    String id = webhook.path().substring(webhook.path().lastIndexOf('/') + 1);
    String path = "/rebound/v1/events/" + form.formatted(id);
    assertRefused(404, "resource not found", api.post(path, EVENTS));
  }

  @Test
  void aQueryIsIgnored() {
    String path = webhook.path() + "?source=sendgrid";
    assertRefused(403, "access forbidden", service.api(null).post(path, EVENTS));
  }

  @Test
  void aBodyHasTwoMebibytesAtMost() {
    byte[] longest = new byte[MAX_LENGTH];
    Arrays.fill(longest, (byte) ' ');
    System.arraycopy(BODY, 0, longest, 0, BODY.length);
    assertEquals(200, webhook.post(longest, NOW).statusCode());
    byte[] tooLong = Arrays.copyOf(longest, MAX_LENGTH + 1);
    tooLong[MAX_LENGTH] = ' ';
    assertRefused(413, "request entity too large", webhook.post(tooLong, NOW));
    String path = service.createWebhook(account, null);
    assertRefused(
        413,
        "request entity too large",
        api.send("POST", path, BodyPublishers.ofByteArray(tooLong)));
  }

  private static void assertRefused(int status, String message, HttpResponse<String> response) {
    assertEquals(ErrorBody.of(message), response.body());
    assertEquals(status, response.statusCode());
  }
}
