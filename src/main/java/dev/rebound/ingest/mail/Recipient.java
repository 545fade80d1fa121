package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the recipient fields of a delivery report: an address type, a semicolon, an address. */
final class Recipient {
  // Longer than any address in which each character is escaped.
  private static final int MAX_LENGTH = 4000;
  // An address type, at times written more than once.
  private static final Pattern TYPE = Pattern.compile("\\s*([A-Za-z0-9-]{1,32})\\s*;");
  // A character that is not ASCII, as RFC 6533 (3) encodes it.
  private static final Pattern ESCAPE = Pattern.compile("\\\\x\\{([0-9A-Fa-f]{1,6})\\}");

  private Recipient() {}

  /**
   * Returns the address that the mail was sent to. Senders look that address up. The original
   * recipient therefore comes before the final one, which is another address after a forwarding.
   *
   * @param excluded addresses that cannot have failed
   */
  static Optional<EmailAddress> of(HeaderFields report, Set<EmailAddress> excluded) {
    String finalRecipient = report.first("final-recipient");
    return original(report.first("original-recipient"), finalRecipient)
        .filter(email -> !excluded.contains(email))
        .or(() -> parse(finalRecipient))
        .or(() -> hasNeither(report) ? parse(report.first("x-actual-recipient")) : Optional.empty())
        .filter(email -> !excluded.contains(email));
  }

  private static boolean hasNeither(HeaderFields report) {
    return !report.has("final-recipient") && !report.has("original-recipient");
  }

  private static Optional<EmailAddress> original(String field, String finalRecipient) {
    String type = type(field);
    if (!type.isEmpty() && !type.equals("rfc822") && !type.equals("utf-8")) {
      return Optional.empty();
    }
    // RFC 3461 requires the address to be decoded here; not all mailers decode it.
    Optional<EmailAddress> address = parse(field);
    return address.equals(parse(finalRecipient)) ? address : parse(withoutXtext(field));
  }

  static Optional<EmailAddress> parse(String field) {
    String raw = withoutTypes(field);
    if (raw.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    boolean isEscaped = type(field).equals("utf-8");
    String address = isEscaped ? ESCAPE.matcher(raw).replaceAll(Recipient::unescape) : raw;
    String bare = withoutRoute(withoutBrackets(address));
    return Addresses.whole(bare).or(() -> Addresses.first(address));
  }

  private static String type(String field) {
    Matcher type = TYPE.matcher(field);
    return type.lookingAt() ? type.group(1).toLowerCase(Locale.ROOT) : "";
  }

  private static String withoutTypes(String field) {
    Matcher type = TYPE.matcher(field);
    int start = 0;
    while (type.lookingAt()) {
      start = type.end();
      type.region(start, field.length());
    }
    return field.substring(start).strip();
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

  // Other codes are not decoded: +41 is more likely a tag than an A.
  private static String withoutXtext(String field) {
    return field.replace("+2B", "+").replace("+3D", "=");
  }

  private static String unescape(MatchResult escape) {
    int point = Integer.parseInt(escape.group(1), 16);
    return Matcher.quoteReplacement(
        Character.isValidCodePoint(point) ? Character.toString(point) : escape.group());
  }
}
