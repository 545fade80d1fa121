package dev.rebound.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

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

  public BounceEvent {
    if (occurredAt < 0 || occurredAt > MAX_TIME) {
      throw new IllegalArgumentException("occurredAt must be Unix seconds from 0 to " + MAX_TIME);
    }
    if (status.length() > MAX_STATUS_LENGTH) {
      throw new IllegalArgumentException(
          "status must have at most " + MAX_STATUS_LENGTH + " characters");
    }
    status = storable(status);
    reason = bounded(storable(reason));
  }

  /**
   * Returns the event's identity: events with the same address, time, type, status and reason are
   * duplicates. The verdict is not part of it: another version of the classifier may disagree.
   */
  public UUID fingerprint() {
    MessageDigest digest = sha256();
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
    if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? '\uFFFD'
                    : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static String bounded(String text) {
    // UTF-8 takes at most three bytes for a char, so short texts need no encoding.
    if (text.length() * 3L <= MAX_REASON_BYTES) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_REASON_BYTES) {
      return text;
    }
    int end = MAX_REASON_BYTES;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
