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
}
