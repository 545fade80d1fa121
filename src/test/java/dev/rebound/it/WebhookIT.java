package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.api.rebound.WebhookSignature;
import dev.rebound.domain.Account;
import dev.rebound.support.Api;
import dev.rebound.support.Commands;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.Signer;
import dev.rebound.support.TestService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code rebound webhook} beside a running service. */
@Timeout(180)
class WebhookIT {
  private static final String PUBLIC_URL = "https://bounces.example.com";
  private static final String EVENTS =
      "[{\"email\":\"a@example.com\",\"event\":\"bounce\",\"timestamp\":1,\"type\":\"bounce\"}]";

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Map<String, String> settings =
      Map.of("REBOUND_DATABASE_URL", service.databaseUrl(), "REBOUND_HTTP_PUBLIC_URL", PUBLIC_URL);
  private final Commands commands = Commands.inProcess(settings);

  @Test
  void aSignedWebhookIsCreatedUsedListedAndRevoked() {
    Signer signer = Signer.create();
    String key = Base64.getEncoder().encodeToString(signer.publicKey().getEncoded());
    Outcome created =
        Commands.packaged(settings)
            .assertSucceeds(
                "webhook", "create", "--account", account, "--public-key", key, "--label", "mail");
    String url = created.output().strip();
    assertTrue(url.matches(PUBLIC_URL + "/rebound/v1/events/[A-Za-z0-9_-]{22}"), url);
    assertTrue(created.errors().contains("signed"), created.errors());
    String path = URI.create(url).getPath();
    String timestamp = Long.toString(service.clock().instant().getEpochSecond());
    String signature = signer.sign(bytes(timestamp), bytes(EVENTS));
    Api sender =
        service
            .api(null)
            .with(WebhookSignature.TIMESTAMP_HEADER, timestamp)
            .with(WebhookSignature.SIGNATURE_HEADER, signature);
    assertEquals(200, sender.post(path, EVENTS).statusCode());
    assertEquals(List.of("a@example.com"), service.root().with("on-behalf-of", account).emails(""));
    assertEquals("Revoked.\n", commands.assertSucceeds("webhook", "revoke", url).output());
    String line = listed(path);
    assertTrue(line.matches("\\S+ +" + account + " +sendgrid +signs +mail +\\S+Z +\\S+Z"), line);
    commands.assertFails("no working webhook has this id", "webhook", "revoke", url);
  }

  @Test
  void withoutAPublicKeyTheRootAccountGetsAWebhookThatNeedsAnApiKey() {
    Map<String, String> local = new HashMap<>(settings);
    local.put("REBOUND_HTTP_PUBLIC_URL", "");
    local.put("REBOUND_HTTP_PORT", "8090");
    Outcome created = Commands.inProcess(local).assertSucceeds("webhook", "create");
    String url = created.output().strip();
    assertTrue(url.startsWith("http://127.0.0.1:8090/rebound/v1/events/"), url);
    assertTrue(created.errors().contains("suppression.bounces.create"), created.errors());
    assertTrue(created.errors().contains("rebound.http.public-url"), created.errors());
    String path = URI.create(url).getPath();
    assertEquals(401, service.api(null).post(path, EVENTS).statusCode());
    assertEquals(200, service.root().post(path, EVENTS).statusCode());
    String line = listed(path);
    assertTrue(line.matches("\\S+ +root +sendgrid +needs a key +\\S+Z +-"), line);
  }

  @Test
  void aVendorsWebhookIsCreatedWithAPasswordOrWithASecret() {
    Outcome created =
        commands.assertSucceeds("webhook", "create", "--account", account, "--from", "postmark");
    URI url = URI.create(created.output().strip());
    assertTrue(url.getUserInfo().matches("rebound:[A-Za-z0-9_-]{43}"), created.errors());
    String basic = Base64.getEncoder().encodeToString(bytes(url.getUserInfo()));
    Api sender = service.api(null).with("Authorization", "Basic " + basic);
    assertEquals(200, sender.post(url.getPath(), "[]").statusCode());
    String line = listed(url.getPath());
    assertTrue(line.matches("\\S+ +" + account + " +postmark +has a password +\\S+Z +-"), line);
    assertFalse(line.contains(url.getUserInfo().substring(8)), line);

    Outcome signed =
        commands.assertSucceeds("webhook", "create", "--from", "mailgun", "--secret", "key-1234");
    assertTrue(signed.output().startsWith(PUBLIC_URL), signed.output());
    assertFalse(listed(URI.create(signed.output().strip()).getPath()).contains("key-1234"));
  }

  @Test
  void aWrongVendorOrSecretIsReported() {
    commands.assertFails("--from must be one of: sendgrid", "webhook", "create", "--from", "x");
    commands.assertFails("whsec_", "webhook", "create", "--from", "resend", "--secret", "x");
    commands.assertFails("ARN of the SNS topic", "webhook", "create", "--from", "ses");
    commands.assertFails("signing key", "webhook", "create", "--from", "mailgun");
    commands.assertFails(
        "no secret", "webhook", "create", "--from", "postmark", "--secret", "key-1234");
  }

  @Test
  void aMalformedPublicKeyAndAnUnknownAccountAreReported() {
    commands.assertFails("P-256", "webhook", "create", "--public-key", "my key");
    commands.assertFails("there is no account nobody", "webhook", "create", "--account", "nobody");
  }

  private String listed(String path) {
    String id = path.substring(path.lastIndexOf('/') + 1);
    return commands
        .assertSucceeds("webhook", "list")
        .output()
        .lines()
        .filter(line -> line.startsWith(id))
        .findFirst()
        .orElseThrow()
        .stripTrailing();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
