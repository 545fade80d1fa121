package dev.rebound.api.rebound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rebound.api.rebound.DeliveryVerifier.Delivery;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryVerifierTest {
  private static final long THEN = 1_614_265_330;

  // The example of Svix's documentation, "Verifying Webhooks Manually".
  @ParameterizedTest
  @CsvSource({
    "v1, g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=, true",
    "v2, g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=, false",
    "v1, g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=, false",
  })
  void theExampleOfSvixIsVerified(String version, String signature, boolean expected) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Svix-Id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
            .add("Svix-Timestamp", Long.toString(THEN))
            .add("Svix-Signature", version + "," + signature);
    Delivery delivery = new Delivery("", headers, Buffer.buffer("{\"test\": 2432232314}"));
    Webhook.Sender sender =
        Webhook.Sender.of(
            WebhookVendor.RESEND, new Webhook.Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    DeliveryVerifier verifier = new DeliveryVerifier(Duration.ofMinutes(10));
    assertEquals(expected, verifier.verify(sender, delivery, THEN).isPresent());
    assertFalse(verifier.verify(sender, delivery, THEN + 601).isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "resend, whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, true",
    "resend, whsec_c2VjcmV0LW9mLXRlc3RzLW9ubHk=, true",
    "resend, whsec_c2VjcmV0LW9mLXRlc3RzLW9ubHk, true",
    "resend, whsec_short, false",
    "resend, MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, false",
    "mailgun, key-of-mailgun, true",
    "mailgun, '', false",
    "mailersend, 'two words', false",
    "postmark, '', true",
    "postmark, secret, false",
    "sendgrid, secret, false",
  })
  void aSecretHasTheFormOfItsVendor(String vendor, String secret, boolean expected) {
    assertEquals(expected, WebhookVendor.of(vendor).orElseThrow().proof().isSecret(secret));
  }
}
