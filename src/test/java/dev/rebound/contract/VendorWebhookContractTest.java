package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.api.rebound.WebhookEndpoint;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.domain.WebhookVendor;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import dev.rebound.support.VendorSender;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/events/{webhook-id}}: the webhooks of vendors other than SendGrid. */
class VendorWebhookContractTest {
  private static final String REASON = "550 5.1.1 no mailbox of this name";
  // They have tests of their own.
  private static final Set<WebhookVendor> NOT_HERE =
      Set.of(WebhookVendor.SENDGRID, WebhookVendor.SES);
  private static final Duration NOW = Duration.ZERO;

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api api = service.api(service.createKey(account, Scope.ALL));

  /** One bounce of eve@example.org in the form of each vendor. */
  static Stream<Arguments> bounces() {
    return Stream.of(
        arguments(
            WebhookVendor.MAILGUN,
            "{'event-data':{'event':'failed','severity':'permanent','recipient':'eve@example.org',"
                + "'timestamp':1767312005.5,'delivery-status':{'code':550,'message':'R'}}}"),
        arguments(
            WebhookVendor.RESEND,
            "{'type':'email.bounced','created_at':'2026-01-02T00:00:05.000Z','data':{'to':"
                + "['eve@example.org'],'bounce':{'type':'Permanent','message':'R'}}}"),
        arguments(
            WebhookVendor.MAILERSEND,
            "{'type':'activity.hard_bounced','created_at':'2026-01-02T00:00:05Z','data':{'type':"
                + "'hard_bounced','email':{'recipient':{'email':'eve@example.org'}},'morph':{'reason':"
                + "'R'}}}"),
        arguments(
            WebhookVendor.MANDRILL,
            "[{'event':'hard_bounce','ts':1767312005,'msg':{'ts':1767312004,'email':'eve@example.org',"
                + "'state':'bounced','bounce_description':'bad_mailbox','diag':'R'}}]"),
        arguments(
            WebhookVendor.POSTMARK,
            "{'RecordType':'Bounce','Type':'HardBounce','Details':'R','Email':'eve@example.org',"
                + "'BouncedAt':'2026-01-02T00:00:05Z'}"),
        arguments(
            WebhookVendor.SPARKPOST,
            "[{'msys':{'message_event':{'type':'bounce','rcpt_to':'eve@example.org','raw_reason':'R',"
                + "'error_code':'550','timestamp':'1767312005'}}}]"),
        arguments(
            WebhookVendor.BREVO,
            "{'event':'hard_bounce','email':'eve@example.org','ts_epoch':1767312005000,'reason':'R'}"),
        arguments(
            WebhookVendor.MAILJET,
            "[{'event':'bounce','time':1767312005,'email':'eve@example.org','hard_bounce':true,"
                + "'error_related_to':'recipient','error':'user unknown','comment':'R'}]"),
        arguments(
            WebhookVendor.OTHER,
            "[{'email':'eve@example.org','created':1767312005,'type':'bounce','reason':'R'}]"));
  }

  @ParameterizedTest
  @MethodSource("bounces")
  void aProvenBounceIsOnTheListAndADuplicateWhenItComesAgain(WebhookVendor vendor, String sample) {
    VendorSender sender = new VendorSender(service, account, vendor);
    String body = json(sample);
    assertResponse(200, counts(1, 0), sender.post(body, NOW));
    assertEquals(List.of("eve@example.org"), api.emails(""));
    assertResponse(200, counts(0, 1), sender.post(body, NOW));
  }

  @ParameterizedTest
  @MethodSource("bounces")
  void aBounceWithoutAProofIsRefused(WebhookVendor vendor, String sample) {
    VendorSender sender = new VendorSender(service, account, vendor);
    assertRefused(sender.postBare(json(sample)));
    String key = service.createKey(account, Scope.ALL);
    assertRefused(service.api(key).post(sender.path(), json(sample)));
    assertEquals("[]", api.list());
  }

  @ParameterizedTest
  @MethodSource("bounces")
  void theProofOfAnotherWebhookIsRefused(WebhookVendor vendor, String sample) {
    for (WebhookVendor other : WebhookVendor.values()) {
      if (!NOT_HERE.contains(other) && other.proof() != vendor.proof()) {
        String path = new VendorSender(service, account, other).path();
        VendorSender sender = new VendorSender(service, account, vendor);
        assertRefused(sender.postTo(path, json(sample)));
      }
    }
    assertEquals("[]", api.list());
  }

  @ParameterizedTest
  @EnumSource(
      value = WebhookVendor.class,
      names = {"RESEND", "MAILERSEND", "MANDRILL"})
  void theProofOfAnotherBodyIsRefused(WebhookVendor vendor) {
    VendorSender sender = new VendorSender(service, account, vendor);
    assertRefused(sender.post("{}", "{ }", NOW));
  }

  @ParameterizedTest
  @EnumSource(
      value = WebhookVendor.class,
      names = {"MAILGUN", "RESEND"})
  void aTimestampMayDifferByTenMinutes(WebhookVendor vendor) {
    VendorSender sender = new VendorSender(service, account, vendor);
    assertEquals(200, sender.post("{\"event\":\"open\"}", Duration.ofMinutes(10)).statusCode());
    assertEquals(200, sender.post("{\"event\":\"open\"}", Duration.ofMinutes(-10)).statusCode());
    assertRefused(sender.post("{\"event\":\"open\"}", Duration.ofSeconds(601)));
    assertRefused(sender.post("{\"event\":\"open\"}", Duration.ofSeconds(-601)));
  }

  @Test
  void aTokenThatAnotherKeySignsIsRefused() {
    VendorSender sender = new VendorSender(service, account, WebhookVendor.MAILGUN);
    String time = Long.toString(service.clock().instant().getEpochSecond());
    String body = "{\"event-data\":{}}";
    assertRefused(sender.postBare(VendorSender.withToken(body, time, "another-key")));
    assertRefused(sender.postBare(VendorSender.withToken(body, "", VendorSender.SECRET)));
    assertRefused(sender.postBare("{\"signature\":7}"));
    assertRefused(sender.postBare("not JSON"));
  }

  @Test
  void mandrillTestsAUrlWithAnEmptyBatchThatAnyoneCanSign() {
    VendorSender sender = new VendorSender(service, account, WebhookVendor.MANDRILL);
    assertResponse(200, counts(0, 0), sender.postForm("[]", "test-webhook"));
    assertRefused(sender.postForm("[{\"event\":\"hard_bounce\"}]", "test-webhook"));
    assertRefused(sender.postForm("[]", "another-key"));
    assertRefused(sender.postBare("mandrill_events=%5B%5D"));
    assertRefused(sender.postBare("mandrill_events=%"));
    assertEquals(400, sender.postForm("no JSON", VendorSender.SECRET).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic *",
        "Basic cmVib3VuZDp3cm9uZw==",
        "Bearer wrong",
        "Bearer",
        "Digest " + VendorSender.SECRET,
        VendorSender.SECRET
      })
  void aWrongPasswordIsRefused(String authorization) {
    VendorSender sender = new VendorSender(service, account, WebhookVendor.POSTMARK);
    Api wrong = service.api(null).with("Authorization", authorization);
    assertRefused(wrong.post(sender.path(), "{}"));
  }

  @Test
  void aPasswordMayComeAsABearerToken() {
    VendorSender sender = new VendorSender(service, account, WebhookVendor.BREVO);
    Api bearer = service.api(null).with("Authorization", "bearer " + VendorSender.SECRET);
    assertEquals(200, bearer.post(sender.path(), "{\"event\":\"click\"}").statusCode());
  }

  @Test
  void otherEventsAreIgnoredAndUnreadableBodiesAreReported() {
    VendorSender sender = new VendorSender(service, account, WebhookVendor.POSTMARK);
    assertResponse(
        200,
        counts(0, 0).replaceFirst("}$", ",\"ignored\":{\"delivered\":1}}"),
        sender.post("{\"RecordType\":\"Delivery\",\"Recipient\":\"eve@example.org\"}", NOW));
    assertEquals(400, sender.post("no JSON", NOW).statusCode());
    assertEquals(400, sender.post("", NOW).statusCode());
    assertEquals(400, sender.post("[{\"RecordType\":\"Delivery\"}", NOW).statusCode());
  }

  @Test
  void aBodyHasFourMebibytesAtMost() {
    VendorSender sender = new VendorSender(service, account, WebhookVendor.MAILERSEND);
    String longest = "[]" + " ".repeat(WebhookEndpoint.MAX_VENDOR_LENGTH - 2);
    assertResponse(200, counts(0, 0), sender.post(longest, NOW));
    assertResponse(413, ErrorBody.of("request entity too large"), sender.post(longest + " ", NOW));
  }

  @Test
  void sparkPostTestsAUrlWithAnEmptyEvent() {
    VendorSender sender = new VendorSender(service, account, WebhookVendor.SPARKPOST);
    assertEquals(200, sender.post("[{\"msys\":{}}]", NOW).statusCode());
    assertEquals("[]", api.list());
  }

  private static String json(String sample) {
    return sample.replace('\'', '"').replace("\"R\"", "\"" + REASON + "\"");
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
