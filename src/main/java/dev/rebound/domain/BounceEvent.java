package dev.rebound.domain;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One bounce or block. Its texts can be stored whatever the input was: the constructor replaces
 * U+0000 and lone surrogates and cuts the reason.
 *
 * @param occurredAt Unix seconds, 0 to {@value #MAX_TIME} (the end of the year 9999)
 * @param reason at most {@value #MAX_REASON_BYTES} bytes of UTF-8, cut between characters
 * @param status at most {@value #MAX_STATUS_LENGTH} characters
 */
public record BounceEvent(
    EmailAddress email,
    long occurredAt,
    BounceType type,
    String reason,
    String status,
    Verdict verdict) {
  public static final long MAX_TIME = 253_402_300_799L;
  public static final int MAX_REASON_BYTES = 8192;
  public static final int MAX_STATUS_LENGTH = 64;

  // PostgreSQL refuses U+0000 and lone surrogates.
  private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

  public BounceEvent {
    if (occurredAt < 0 || occurredAt > MAX_TIME) {
      throw new IllegalArgumentException("occurredAt must be Unix seconds from 0 to " + MAX_TIME);
    }
    if (status.length() > MAX_STATUS_LENGTH) {
      throw new IllegalArgumentException(
          "status must have at most " + MAX_STATUS_LENGTH + " characters");
    }
    status = storable(status);
    reason = cut(storable(reason));
  }

  /**
   * Returns the event's identity: events with the same address, time, type, status and reason are
   * duplicates. The verdict is not part of it: another version of the classifier may disagree.
   */
  public UUID fingerprint() {
    MessageDigest digest = Sha256.newDigest();
    for (String part : new String[] {email.text(), type.label(), status, reason}) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    ByteBuffer bytes =
        ByteBuffer.wrap(
            digest.digest(Long.toString(occurredAt).getBytes(StandardCharsets.US_ASCII)));
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private static String storable(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == 0 || Character.isSurrogate(c)) {
        return UNSTORABLE.matcher(text).replaceAll("\uFFFD");
      }
    }
    return text;
  }

  private static String cut(String text) {
    // UTF-8 takes at most three bytes for a char, so short texts need no encoding.
    if (text.length() * 3L <= MAX_REASON_BYTES) {
      return text;
    }
    // The encoder stops after the last character that fits.
    CharBuffer chars = CharBuffer.wrap(text);
    StandardCharsets.UTF_8.newEncoder().encode(chars, ByteBuffer.allocate(MAX_REASON_BYTES), true);
    return text.substring(0, chars.position());
  }
}
