package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.SnsSender;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/events/{webhook-id}}: Amazon SES by Amazon SNS. */
@DisabledIfEnvironmentVariable(
    named = "REBOUND_TEST_IMAGE",
    matches = ".+",
    disabledReason = "a container fetches the certificate from Amazon")
class SnsWebhookContractTest {
  private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
  private static final SnsSender SNS = new SnsSender("a1", "sns.amazonaws.com", START);
  private static final SnsSender STRANGER = new SnsSender("b2", "sns.example.com", START);
  private static final SnsSender FUTURE =
      new SnsSender("c3", "sns.amazonaws.com", Instant.parse("2090-01-01T00:00:00Z"));
  private static final String BOUNCE =
      "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"timestamp\":"
          + "\"2026-01-02T00:00:05.000Z\",\"bouncedRecipients\":[{\"emailAddress\":"
          + "\"eve@example.org\",\"status\":\"5.1.1\",\"diagnosticCode\":\"smtp; 550 5.1.1 no\"}]}}";
  private static final String CONFIRM = SnsSender.HOST + "/?Action=ConfirmSubscription&TopicArn=";

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api api = service.api(service.createKey(account, Scope.ALL));
  private final String path =
      service.createVendorWebhook(
          account, Webhook.Sender.of(WebhookVendor.SES, new Webhook.Secret(SnsSender.TOPIC)));

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void aSignedNotificationIsOnTheListAndADuplicateWhenItComesAgain(String version) {
    JsonObject message = SNS.notification(version, BOUNCE);
    assertResponse(200, counts(1, 0), post(message));
    assertEquals(List.of("eve@example.org"), api.emails(""));
    assertResponse(200, counts(0, 1), post(message));
  }

  @Test
  void aSubjectIsSignedTooAndOneThatIsNullIsNot() {
    JsonObject message = SNS.notification("2", BOUNCE);
    assertEquals(200, post(message.copy().putNull("Subject")).statusCode());
    assertRefused(post(message.copy().put("Subject", "Amazon SES")));
    JsonObject subject =
        new JsonObject()
            .put("Type", "Notification")
            .put("MessageId", "1")
            .put("TopicArn", SnsSender.TOPIC)
            .put("Subject", "Amazon SES")
            .put("Message", BOUNCE)
            .put("Timestamp", "2026-01-02T00:00:05.000Z");
    assertEquals(200, post(SNS.sign("2", subject)).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "Message, '{}'",
    "MessageId, 2",
    "Timestamp, 2026-01-02T00:00:06.000Z",
    "Type, UnsubscribeConfirmation",
    "Type, Other",
    "TopicArn, arn:aws:sns:eu-west-1:123456789012:other",
    "SignatureVersion, 1",
    "SignatureVersion, 3",
    "Signature, ''",
    "Signature, '*'",
    "Signature, AAAA",
    "SigningCertURL, ''",
    "SigningCertURL, http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-a1.pem",
    "SigningCertURL, https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a1.pem",
    "SigningCertURL, https://sns.eu-west-1.amazonaws.com.example.com/SimpleNotificationService-a1.pem",
    "SigningCertURL, https://x@sns.eu-west-1.amazonaws.com/SimpleNotificationService-a1.pem",
    "SigningCertURL, https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-a1.pem",
    "SigningCertURL, https://sns.eu-west-1.amazonaws.com/other/SimpleNotificationService-a1.pem",
    "SigningCertURL, https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-a1.pem?x=1",
    "SigningCertURL, 'https://sns.eu-west-1.amazonaws.com/ .pem'",
  })
  void aChangedMemberIsRefused(String member, String value) {
    int fetched = SnsSender.FETCHED.size();
    assertRefused(post(SNS.notification("2", BOUNCE).put(member, value)));
    assertEquals("[]", api.list());
    List<String> later = SnsSender.FETCHED.subList(fetched, SnsSender.FETCHED.size());
    assertTrue(later.stream().allMatch(url -> url.startsWith(SnsSender.HOST + "/Simple")));
  }

  @Test
  void aCertificateOfAnotherOwnerOrAnotherTimeIsRefused() {
    assertRefused(post(STRANGER.notification("2", BOUNCE)));
    assertRefused(post(FUTURE.notification("2", BOUNCE)));
    JsonObject stolen = STRANGER.notification("2", BOUNCE);
    String url = SNS.notification("2", BOUNCE).getString("SigningCertURL");
    assertRefused(post(stolen.put("SigningCertURL", url)));
  }

  @Test
  void aMemberBesideTheSignedMessageIsNotRead() {
    String forged = BOUNCE.replace("eve@", "ann@");
    assertEquals(200, post(SNS.notification("2", BOUNCE).put("message", forged)).statusCode());
    assertEquals(List.of("eve@example.org"), api.emails(""));
  }

  @Test
  void aSubscriptionIsConfirmedOnceItIsVerified() {
    String url = CONFIRM + account;
    JsonObject confirmation = SNS.confirmation("SubscriptionConfirmation", url);
    assertRefused(post(confirmation.copy().put("Token", "another")));
    assertFalse(SnsSender.FETCHED.contains(url));
    assertResponse(200, counts(0, 0), post(confirmation));
    assertTrue(SnsSender.FETCHED.contains(url));
  }

  @Test
  void theEndOfASubscriptionIsNotConfirmed() {
    String url = CONFIRM + account;
    assertResponse(200, counts(0, 0), post(SNS.confirmation("UnsubscribeConfirmation", url)));
    assertFalse(SnsSender.FETCHED.contains(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
        "https://example.com/?Action=ConfirmSubscription",
        "https://127.0.0.1/?Action=ConfirmSubscription",
        ""
      })
  void aConfirmationElsewhereIsRefused(String url) {
    assertRefused(post(SNS.confirmation("SubscriptionConfirmation", url)));
    assertFalse(SnsSender.FETCHED.contains(url));
  }

  @Test
  void whatCannotBeFetchedNowIsToBeSentAgain() {
    JsonObject confirmation =
        SNS.confirmation("SubscriptionConfirmation", SnsSender.HOST + "/?Action=Other");
    assertResponse(503, ErrorBody.of("service unavailable"), post(confirmation));
    String url = SnsSender.HOST + "/SimpleNotificationService-missing.pem";
    JsonObject message = SNS.notification("2", BOUNCE).put("SigningCertURL", url);
    assertResponse(503, ErrorBody.of("service unavailable"), post(message));
    assertEquals("[]", api.list());
  }

  @Test
  void otherMessagesHoldNoBounce() {
    assertResponse(200, counts(0, 0), post(SNS.notification("2", "Successfully validated.")));
    String delivery =
        "{\"eventType\":\"Delivery\",\"mail\":{\"destination\":[\"eve@example.org\"]}}";
    assertResponse(
        200,
        counts(0, 0).replaceFirst("}$", ",\"ignored\":{\"delivered\":1}}"),
        post(SNS.notification("2", delivery)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "{\"Type\":", "{\"Type\":{\"Type\":7}}"})
  void anotherBodyIsRefused(String body) {
    assertRefused(service.api(null).post(path, body));
    assertRefused(api.post(path, BOUNCE));
  }

  private HttpResponse<String> post(JsonObject message) {
    return service.api(null).with("Content-Type", "text/plain").post(path, message.encode());
  }

  private static String counts(int added, int duplicates) {
    return "{\"added\":%d,\"updated\":0,\"duplicates\":%d,\"rejected\":[]}"
        .formatted(added, duplicates);
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertResponse(403, ErrorBody.of("access forbidden"), response);
  }

  private static void assertResponse(int status, String body, HttpResponse<String> response) {
    assertEquals(body, response.body());
    assertEquals(status, response.statusCode());
  }
}
