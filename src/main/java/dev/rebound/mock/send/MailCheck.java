package dev.rebound.mock.send;

import dev.rebound.domain.EmailAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A check of a value whose type is right.
 *
 * @param text the message of a value that fails; {@code {n}} is its length or itself
 */
record MailCheck(Predicate<Object> predicate, String text) {
  private static final Pattern BREAK = Pattern.compile("[;\r\n]");
  private static final String SPECIALS = "<>()[]\\,;:\"";

  /**
   * Reads a check.
   *
   * @param rest its argument, if it has one, and its message
   */
  static MailCheck of(String name, String rest) {
    return switch (name) {
      case "min" -> bound(rest, (size, bound) -> size >= bound);
      case "max" -> bound(rest, (size, bound) -> size <= bound);
      case "oneof" -> {
        String[] words = rest.split(" ", 2);
        yield new MailCheck(List.of(words[0].split(","))::contains, words[1]);
      }
      case "address" -> ofText(MailCheck::isAddress, rest);
      case "line" -> ofText(text -> !BREAK.matcher(text).find(), rest);
      case "ascii" -> ofText(text -> text.chars().allMatch(c -> c < 128), rest);
      case "base64" -> ofText(MailCheck::isBase64, rest);
      default -> throw new IllegalArgumentException("unknown check " + name);
    };
  }

  /** Compares a size with a bound. */
  private interface Comparison {
    boolean test(long size, long bound);
  }

  private static MailCheck bound(String rest, Comparison comparison) {
    String[] words = rest.split(" ", 2);
    long bound = Long.parseLong(words[0]);
    return new MailCheck(value -> comparison.test(size(value), bound), words[1]);
  }

  private static MailCheck ofText(Predicate<String> predicate, String message) {
    return new MailCheck(value -> predicate.test((String) value), message);
  }

  private static long size(Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    if (value instanceof List<?> array) {
      return array.size();
    }
    return value instanceof Map<?, ?> object ? object.size() : ((Number) value).longValue();
  }

  /**
   * Returns whether a text is an address that Rebound can have on a list too. A quoted local part
   * may have any characters; SendGrid does not document which ones it accepts.
   */
  static boolean isAddress(String text) {
    String address = text.strip();
    int at = address.lastIndexOf('@');
    boolean isQuoted = at > 2 && address.charAt(0) == '"' && address.charAt(at - 1) == '"';
    return at > 0
        && isPlain(address, isQuoted ? at + 1 : 0, at)
        && EmailAddress.parse(address).isPresent();
  }

  /** Returns whether a part of an address has no blank and no special character. */
  private static boolean isPlain(String address, int from, int at) {
    for (int i = from; i < address.length(); i++) {
      char c = address.charAt(i);
      if (Character.isWhitespace(c) || SPECIALS.indexOf(c) >= 0 || c == '@' && i != at) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBase64(String text) {
    int digits = 0;
    int padding = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        padding++;
      } else if (!Character.isWhitespace(c)) {
        boolean isDigit =
            c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z'
                || c >= '0' && c <= '9'
                || c == '+'
                || c == '/';
        if (!isDigit || padding > 0) {
          return false;
        }
        digits++;
      }
    }
    return padding <= 2 && (digits + padding) % 4 == 0;
  }

  boolean accepts(Object value) {
    return predicate.test(value);
  }

  String message(Object value) {
    boolean isCounted = value instanceof List || value instanceof Map;
    return text.replace("{n}", isCounted ? Long.toString(size(value)) : value.toString());
  }
}
