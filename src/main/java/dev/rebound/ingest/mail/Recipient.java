package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import java.util.Locale;
import java.util.Optional;

/** Reads the recipient fields of a delivery report: a type, a semicolon and an address. */
final class Recipient {
  // More than an address has of which each character is escaped.
  private static final int MAX_LENGTH = 4000;
  private static final int MAX_ESCAPE_DIGITS = 6;

  private Recipient() {}

  /**
   * The address that was sent to. The list is asked before a send, so that the original recipient
   * comes before the final one, which a forwarding may have put in its place.
   */
  static Optional<EmailAddress> of(Fields report) {
    String finalRecipient = report.first("final-recipient");
    return original(report.first("original-recipient"), finalRecipient)
        .or(() -> parse(finalRecipient))
        .or(
            () ->
                hasNeither(report) ? parse(report.first("x-actual-recipient")) : Optional.empty());
  }

  private static boolean hasNeither(Fields report) {
    return !report.has("final-recipient") && !report.has("original-recipient");
  }

  private static Optional<EmailAddress> original(String field, String finalRecipient) {
    String type = type(field);
    if (!type.isEmpty() && !type.equals("rfc822") && !type.equals("utf-8")) {
      return Optional.empty();
    }
    // RFC 3461 has it decoded by then; not everybody does.
    Optional<EmailAddress> told = parse(field);
    return told.equals(parse(finalRecipient)) ? told : parse(withoutXtext(field));
  }

  static Optional<EmailAddress> parse(String field) {
    String address = field.substring(field.indexOf(';') + 1).strip();
    if (address.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (type(field).equals("utf-8")) {
      address = unescaped(address);
    }
    String bare = withoutRoute(withoutBrackets(address));
    // Blanks are an address's own in a quoted local part only; behind it a quoted name has more.
    boolean isQuoted = bare.startsWith("\"") && bare.contains("\"@");
    Optional<EmailAddress> whole =
        bare.indexOf(' ') < 0 || isQuoted ? EmailAddress.parse(bare) : Optional.empty();
    return whole.isPresent() ? whole : Addresses.first(address);
  }

  private static String type(String field) {
    int end = field.indexOf(';');
    return end < 0 ? "" : field.substring(0, end).strip().toLowerCase(Locale.ROOT);
  }

  private static String withoutBrackets(String address) {
    int start = 0;
    int end = address.length();
    while (start < end && "<'".indexOf(address.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && ">'.".indexOf(address.charAt(end - 1)) >= 0) {
      end--;
    }
    return address.substring(start, end).strip();
  }

  // @relay,@other:user@host (RFC 5321, appendix C).
  private static String withoutRoute(String address) {
    return address.startsWith("@") ? address.substring(address.indexOf(':') + 1) : address;
  }

  // Only what the encoding exists for: +41 is more likely somebody's tag than an A.
  private static String withoutXtext(String field) {
    return field.replace("+2B", "+").replace("+3D", "=");
  }

  /** Decodes {@code \x{20AC}}, as RFC 6533 (3) writes what is not ASCII. */
  private static String unescaped(String address) {
    StringBuilder text = new StringBuilder(address.length());
    int at = 0;
    while (at < address.length()) {
      int end = address.startsWith("\\x{", at) ? address.indexOf('}', at) : -1;
      int point = end < 0 ? -1 : codePoint(address, at + 3, end);
      if (point < 0) {
        text.append(address.charAt(at++));
      } else {
        text.appendCodePoint(point);
        at = end + 1;
      }
    }
    return text.toString();
  }

  private static int codePoint(String text, int from, int to) {
    int point = 0;
    for (int at = from; at < to; at++) {
      int digit = Character.digit(text.charAt(at), 16);
      if (digit < 0 || to - from > MAX_ESCAPE_DIGITS) {
        return -1;
      }
      point = point * 16 + digit;
    }
    return to > from && Character.isValidCodePoint(point) ? point : -1;
  }
}
