package dev.rebound.mock.event;

import dev.rebound.domain.Sha256;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The ids of an event, in SendGrid's formats (contract, 6.2). They are computed from the event, so
 * that equal requests deliver duplicates.
 *
 * @param eventId at most 100 characters of a URL's path
 * @param messageId starts like the SMTP id
 * @param smtpId in angle brackets
 */
record EventIds(String eventId, String messageId, String smtpId) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int USER = 19_942_112;
  private static final int MESSAGE_BYTES = 16;

  /**
   * Returns the ids of an event.
   *
   * @param event has a name and a time
   * @param number the event's place in the request; makes ids of equal events differ
   */
  static EventIds of(JsonObject event, long seed, int number) {
    byte[] digest = digest(event, seed, number);
    String message = BASE64.encodeToString(Arrays.copyOf(digest, MESSAGE_BYTES));
    String pod = HexFormat.of().formatHex(digest, MESSAGE_BYTES, MESSAGE_BYTES + 8);
    String text = "%s-%d-%s-0".formatted(prefix(event.getString(EventForm.EVENT)), USER, message);
    return new EventIds(
        BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8)),
        "%s.filterdrecv-%s-%s-1-%s-%d.0"
            .formatted(
                message,
                pod.substring(0, 10),
                pod.substring(10, 15),
                hex(event.getValue(EventForm.TIMESTAMP)),
                digest[MESSAGE_BYTES] & 0x7f),
        "<%s@ismtpd%04dp1mdw1.sendgrid.net>".formatted(message, digest[MESSAGE_BYTES] & 0x7f));
  }

  private static String prefix(String kind) {
    return switch (kind) {
      case "bounce" -> "bounce-0";
      case "dropped" -> "drop";
      default -> kind;
    };
  }

  // Seconds, as in the ids of published events.
  private static String hex(Object timestamp) {
    long seconds = timestamp instanceof Number number ? number.longValue() : 0;
    return Long.toHexString(seconds).toUpperCase(Locale.ROOT);
  }

  private static byte[] digest(JsonObject event, long seed, int number) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(ByteBuffer.allocate(12).putLong(seed).putInt(number).flip());
    return digest.digest(EventBody.text(event).getBytes(StandardCharsets.UTF_8));
  }
}
