package dev.rebound.api.rebound;

import dev.rebound.domain.SigningKey;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The signature of an Event Webhook delivery (contract, 6.1 and 6.4).
 *
 * @param timestamp unchanged, as it was signed; empty when absent
 * @param signature base64 of the signature's DER form; empty when absent
 */
public record WebhookSignature(String timestamp, String signature) {
  public static final String TIMESTAMP_HEADER = "X-Twilio-Email-Event-Webhook-Timestamp";
  public static final String SIGNATURE_HEADER = "X-Twilio-Email-Event-Webhook-Signature";

  // Enough digits for any time to come, and few enough for a long.
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  public static WebhookSignature of(MultiMap headers) {
    String timestamp = headers.get(TIMESTAMP_HEADER);
    String signature = headers.get(SIGNATURE_HEADER);
    return new WebhookSignature(
        timestamp == null ? "" : timestamp, signature == null ? "" : signature);
  }

  /**
   * Whether the key's owner signed this body within the window. Takes about a millisecond, longer
   * for a large body.
   *
   * @param now Unix seconds
   * @param window greatest distance between the timestamp and now, either way
   */
  public boolean holds(SigningKey key, byte[] body, long now, Duration window) {
    // Evaluates both, so that the duration of a response reveals nothing.
    boolean isSigned =
        key.signed(decoded(signature), timestamp.getBytes(StandardCharsets.ISO_8859_1), body);
    return isSigned & isWithin(window, now);
  }

  private boolean isWithin(Duration window, long now) {
    return isWithin(timestamp, window, now);
  }

  /** Returns whether the text holds Unix seconds that differ from now by the window at most. */
  static boolean isWithin(String timestamp, Duration window, long now) {
    return SECONDS.matcher(timestamp).matches()
        && Math.abs(Long.parseLong(timestamp) - now) <= window.toSeconds();
  }

  /** Decodes base64; text that is not base64 becomes an empty signature, which never verifies. */
  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
