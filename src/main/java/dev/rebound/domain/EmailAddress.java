package dev.rebound.domain;

import java.util.Locale;
import java.util.Optional;

/**
 * A normalised email address, the key of the list: trimmed, lower-cased, at most {@value
 * #MAX_LENGTH} characters, exactly one {@code @} with text on both sides, no control characters.
 */
public record EmailAddress(String text) implements Comparable<EmailAddress> {
  /** In code points: a local part of 64, the @ and a domain of 255 (RFC 5321, 4.5.3.1). */
  public static final int MAX_LENGTH = 320;

  public EmailAddress {
    if (!isAddress(text) || !text.equals(normal(text))) {
      throw new IllegalArgumentException("not a normalised email address");
    }
  }

  /** Normalises a text; empty when it is not an address. */
  public static Optional<EmailAddress> parse(String raw) {
    String text = normal(raw);
    return isAddress(text) ? Optional.of(new EmailAddress(text)) : Optional.empty();
  }

  private static String normal(String raw) {
    return fold(raw.strip());
  }

  /** Lower-cases a text, independent of the machine's locale. */
  static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean isAddress(String text) {
    int at = text.indexOf('@');
    return at > 0
        && at == text.lastIndexOf('@')
        && at < text.length() - 1
        && text.codePointCount(0, text.length()) <= MAX_LENGTH
        && isStorable(text);
  }

  // PostgreSQL refuses U+0000 and lone surrogates; other control characters are no valid address.
  private static boolean isStorable(String text) {
    int c;
    for (int at = 0; at < text.length(); at += Character.charCount(c)) {
      c = text.codePointAt(at);
      if (Character.isISOControl(c)
          || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(EmailAddress other) {
    return text.compareTo(other.text);
  }

  /** Hides the address: it is personal data and must not appear in logs. */
  @Override
  public String toString() {
    return "EmailAddress[hidden]";
  }
}
