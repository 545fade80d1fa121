package dev.rebound.domain;

import java.security.SecureRandom;
import java.util.Base64;

/** Random bits as text that a URL, a header and a command line can carry. */
final class RandomText {
  private RandomText() {}

  static String of(SecureRandom random, int byteCount) {
    byte[] bytes = new byte[byteCount];
    String text;
    do {
      random.nextBytes(bytes);
      text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      // A command would take what starts so for an option.
    } while (text.startsWith("-"));
    return text;
  }
}
