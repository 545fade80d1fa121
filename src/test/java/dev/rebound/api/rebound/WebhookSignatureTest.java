package dev.rebound.api.rebound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.SigningKey;
import dev.rebound.support.SignatureVector;
import dev.rebound.support.Signer;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
  private static final byte[] BODY = "[]\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final long NOW = 1_600_000_000;
  private static final Signer SIGNER = Signer.create();

  static List<SignatureVector> vectors() {
    return SignatureVector.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aPublishedDeliveryHoldsInItsTime(SignatureVector vector) {
    WebhookSignature signature = new WebhookSignature(vector.timestamp(), vector.signature());
    SigningKey key = SigningKey.parse(vector.publicKey()).orElseThrow();
    long then = Long.parseLong(vector.timestamp());
    assertTrue(signature.holds(key, vector.body(), then, WINDOW));
    assertFalse(signature.holds(key, vector.body(), then + 86_400, WINDOW));
  }

  @ParameterizedTest
  @CsvSource({
    "-601, false",
    "-600, true",
    "0, true",
    "600, true",
    "601, false",
    "86400, false",
    "-1600000000, false"
  })
  void theTimeMayBeOffByTheWindowEitherWay(long off, boolean expected) {
    assertEquals(expected, holds(Long.toString(NOW + off)));
  }

  // Each is signed as it stands.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "timestamp",
        "-1600000000",
        "+1600000000",
        " 1600000000",
        "1600000000 ",
        "1600000000.0",
        "1.6e9",
        "0x5f5e1000",
        "1600000000000",
        "16000000000000000000000000",
        "1600000000,1600000000",
        "\u0661\u0666\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660",
      })
  void aTimeThatIsNoneHoldsNothing(String timestamp) {
    assertFalse(holds(timestamp));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "signature", "MEUCIQ", "====", "\u00e4\u00f6"})
  void aSignatureThatIsNotBase64HoldsNothing(String text) {
    assertFalse(
        new WebhookSignature(Long.toString(NOW), text)
            .holds(SIGNER.signingKey(), BODY, NOW, WINDOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1"})
  void aSignatureOnAnotherCurveHoldsNothing(String curve) {
    String timestamp = Long.toString(NOW);
    String signature = Signer.onCurve(curve).sign(latin(timestamp), BODY);
    assertFalse(
        new WebhookSignature(timestamp, signature).holds(SIGNER.signingKey(), BODY, NOW, WINDOW));
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void aMissingHeaderIsEmpty(boolean hasTimestamp, boolean hasSignature) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (hasTimestamp) {
      headers.add("x-twilio-email-event-webhook-timestamp", "1");
    }
    if (hasSignature) {
      headers.add("X-TWILIO-EMAIL-EVENT-WEBHOOK-SIGNATURE", "s");
    }
    assertEquals(
        new WebhookSignature(hasTimestamp ? "1" : "", hasSignature ? "s" : ""),
        WebhookSignature.of(headers));
  }

  private static boolean holds(String timestamp) {
    byte[] signature = Base64.getDecoder().decode(SIGNER.sign(latin(timestamp), BODY));
    return new WebhookSignature(timestamp, Base64.getEncoder().encodeToString(signature))
        .holds(SIGNER.signingKey(), BODY, NOW, WINDOW);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
