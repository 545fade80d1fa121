package dev.rebound.api.rebound;

import dev.rebound.domain.SigningKey;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What SendGrid says of itself with a signed delivery of its Event Webhook (contract, 6.1 and 6.4).
 *
 * @param timestamp as it came, for it is signed as it came; empty when there was none
 * @param signature base64 of the signature's DER form; empty when there was none
 */
public record WebhookSignature(String timestamp, String signature) {
  public static final String TIMESTAMP_HEADER = "X-Twilio-Email-Event-Webhook-Timestamp";
  public static final String SIGNATURE_HEADER = "X-Twilio-Email-Event-Webhook-Signature";

  // More digits than any time to come needs, and few enough for a long.
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  public static WebhookSignature of(MultiMap headers) {
    String timestamp = headers.get(TIMESTAMP_HEADER);
    String signature = headers.get(SIGNATURE_HEADER);
    return new WebhookSignature(
        timestamp == null ? "" : timestamp, signature == null ? "" : signature);
  }

  /**
   * Whether the key's owner sent just this body, and not long ago. Takes about a millisecond, and
   * more for a large body.
   *
   * @param now Unix seconds
   * @param window how far the time may be from now, either way
   */
  public boolean holds(SigningKey key, byte[] body, long now, Duration window) {
    // Both are always looked at, so that no answer comes sooner than another.
    boolean isSigned =
        key.signed(decoded(signature), timestamp.getBytes(StandardCharsets.ISO_8859_1), body);
    return isSigned & isWithin(window, now);
  }

  private boolean isWithin(Duration window, long now) {
    return SECONDS.matcher(timestamp).matches()
        && Math.abs(Long.parseLong(timestamp) - now) <= window.toSeconds();
  }

  /** Nothing when it is not base64; and nothing is no signature. */
  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
