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
    return of(
        message,
        prefix(event.getString(EventForm.EVENT)),
        pod,
        hex(event.getValue(EventForm.TIMESTAMP)),
        digest[MESSAGE_BYTES] & 0x7f,
        0);
  }

  /**
   * Returns the ids of an event of a sent message.
   *
   * @param message the message's id
   * @param kind the event's name
   * @param repetition the number of earlier events of this name, of the same recipient
   * @param recipient the recipient's number in the message
   * @param sent when the message was sent, in Unix seconds
   */
  static EventIds of(String message, String kind, int repetition, int recipient, long sent) {
    long pod = Integer.toUnsignedLong(message.hashCode()) * 0x9E3779B97F4A7C15L;
    String prefix = repetition == 0 ? prefix(kind) : kind + "-" + repetition;
    return of(
        message, prefix, HexFormat.of().toHexDigits(pod), hex(sent), (int) (pod >>> 57), recipient);
  }

  private static EventIds of(
      String message, String prefix, String pod, String sent, int server, int recipient) {
    String text = prefix + "-" + USER + "-" + message + "-" + recipient;
    String number = Integer.toString(10_000 + server).substring(1);
    return new EventIds(
        BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8)),
        message
            + ".filterdrecv-"
            + pod.substring(0, 10)
            + "-"
            + pod.substring(10, 15)
            + "-1-"
            + sent
            + "-"
            + server
            + "."
            + recipient,
        "<" + message + "@ismtpd" + number + "p1mdw1.sendgrid.net>");
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
