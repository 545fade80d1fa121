package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.api.rebound.WebhookSignature;
import dev.rebound.domain.ApiKey;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.Signer;
import dev.rebound.support.TestDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code rebound webhook}, beside the running service. */
@Timeout(180)
class WebhookIT {
  private static final String PUBLIC_URL = "https://bounces.example.com";
  private static final String EVENTS =
      "[{\"email\":\"a@example.com\",\"event\":\"bounce\",\"timestamp\":1,\"type\":\"bounce\"}]";

  private static Map<String, String> settings;
  private static ServiceProcess service;
  private static Api api;

  @BeforeAll
  static void start() {
    String key = ApiKey.random(new SecureRandom()).text();
    settings =
        Map.of(
            "REBOUND_DATABASE_URL", TestDatabase.migrated(),
            "REBOUND_API_KEY", key,
            "REBOUND_HTTP_PUBLIC_URL", PUBLIC_URL);
    service = ServiceProcess.start(settings);
    api = service.api(key);
    assertSucceeds("account", "create", "shop");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aSignedWebhookIsMadeUsedListedAndRevoked() {
    Signer signer = Signer.create();
    String key = Base64.getEncoder().encodeToString(signer.publicKey().getEncoded());
    Outcome created =
        assertSucceeds(
            "webhook", "create", "--account", "shop", "--public-key", key, "--label", "mail");
    String url = created.output().strip();
    assertTrue(url.matches(PUBLIC_URL + "/rebound/v1/events/[A-Za-z0-9_-]{22}"), url);
    assertTrue(created.errors().contains("signed"), created.errors());
    String path = URI.create(url).getPath();
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    String signature = signer.sign(bytes(timestamp), bytes(EVENTS));
    Api sender =
        service
            .api(null)
            .with(WebhookSignature.TIMESTAMP_HEADER, timestamp)
            .with(WebhookSignature.SIGNATURE_HEADER, signature);
    assertEquals(200, sender.post(path, EVENTS).statusCode());
    assertEquals(List.of("a@example.com"), api.with("on-behalf-of", "shop").emails(""));
    assertEquals("Revoked.\n", assertSucceeds("webhook", "revoke", url).output());
    String line = listed(path);
    assertTrue(line.matches("\\S+ +shop +signs +mail +\\S+Z +\\S+Z"), line);
    assertFails("no working webhook has this id", "webhook", "revoke", url);
  }

  @Test
  void withoutAKeyTheRootAccountsIsMadeAndWhatItNeedsIsSaid() {
    Map<String, String> local = new HashMap<>(settings);
    local.put("REBOUND_HTTP_PUBLIC_URL", "");
    local.put("REBOUND_HTTP_PORT", "8090");
    Outcome created = ServiceProcess.run(local, "webhook", "create");
    String url = created.output().strip();
    assertTrue(url.startsWith("http://127.0.0.1:8090/rebound/v1/events/"), url);
    assertTrue(created.errors().contains("suppression.bounces.create"), created.errors());
    assertTrue(created.errors().contains("rebound.http.public-url"), created.errors());
    String path = URI.create(url).getPath();
    assertEquals(401, service.api(null).post(path, EVENTS).statusCode());
    assertEquals(200, api.post(path, EVENTS).statusCode());
    String line = listed(path);
    assertTrue(line.matches("\\S+ +root +needs a key +\\S+Z +-"), line);
  }

  @Test
  void aPublicKeyOrAnAccountThatIsNoneIsSaid() {
    assertFails("P-256", "webhook", "create", "--public-key", "my key");
    assertFails("there is no account nobody", "webhook", "create", "--account", "nobody");
  }

  private static String listed(String path) {
    String id = path.substring(path.lastIndexOf('/') + 1);
    return assertSucceeds("webhook", "list")
        .output()
        .lines()
        .filter(line -> line.startsWith(id))
        .findFirst()
        .orElseThrow()
        .stripTrailing();
  }

  private static Outcome assertSucceeds(String... arguments) {
    Outcome outcome = ServiceProcess.run(settings, arguments);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    return outcome;
  }

  private static void assertFails(String because, String... arguments) {
    Outcome outcome = ServiceProcess.run(settings, arguments);
    assertEquals(1, outcome.exitCode(), outcome.output() + outcome.errors());
    assertTrue(outcome.errors().startsWith("rebound: "), outcome.errors());
    assertTrue(outcome.errors().contains(because), outcome.errors());
    assertEquals(1, outcome.errors().lines().count(), outcome.errors());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
