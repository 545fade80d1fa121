package dev.rebound.domain;

import java.security.SecureRandom;
import java.util.Base64;

/** Random bits as URL-safe base64, for URLs, headers and command lines. */
final class RandomText {
  private RandomText() {}

  static String of(SecureRandom random, int byteCount) {
    byte[] bytes = new byte[byteCount];
    String text;
    do {
      random.nextBytes(bytes);
      text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      // A command would parse a leading hyphen as an option.
    } while (text.startsWith("-"));
    return text;
  }

  // Not a regular expression, which takes ten times as long: every request has a key to check.
  static boolean isValid(String text) {
    return text.chars()
        .allMatch(
            c ->
                c >= 'A' && c <= 'Z'
                    || c >= 'a' && c <= 'z'
                    || c >= '0' && c <= '9'
                    || c == '_'
                    || c == '-');
  }
}
