package dev.rebound.domain;

import java.util.Locale;
import java.util.Optional;

/**
 * An email address as the list keys it: trimmed, lower-cased, at most {@value #MAX_LENGTH}
 * characters, one {@code @} with something on both sides, no control characters.
 */
public record EmailAddress(String text) implements Comparable<EmailAddress> {
  /**
   * Characters (code points): 64 of a local part, the @ and 255 of a domain (RFC 5321, 4.5.3.1).
   */
  public static final int MAX_LENGTH = 320;

  public EmailAddress {
    if (!isAddress(text) || !text.equals(normal(text))) {
      throw new IllegalArgumentException("not a normalised email address");
    }
  }

  /** Normalises what somebody typed; empty when that can be no address. */
  public static Optional<EmailAddress> parse(String raw) {
    String text = normal(raw);
    return isAddress(text) ? Optional.of(new EmailAddress(text)) : Optional.empty();
  }

  private static String normal(String raw) {
    return fold(raw.strip());
  }

  /** Addresses are compared without regard to case, in one locale for everyone. */
  static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean isAddress(String text) {
    int at = text.indexOf('@');
    return at > 0
        && at == text.lastIndexOf('@')
        && at < text.length() - 1
        && text.codePointCount(0, text.length()) <= MAX_LENGTH
        && text.codePoints().allMatch(EmailAddress::isStorable);
  }

  // A control character has no place in an address, U+0000 and a lone surrogate none in PostgreSQL.
  private static boolean isStorable(int c) {
    return !Character.isISOControl(c)
        && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
  }

  @Override
  public int compareTo(EmailAddress other) {
    return text.compareTo(other.text);
  }

  /** Kept out of logs: an address is personal data. */
  @Override
  public String toString() {
    return "EmailAddress[hidden]";
  }
}
