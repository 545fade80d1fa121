package dev.rebound.mock.send;

import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** Generates the ids of messages. They need to differ, not to be secret. */
final class MessageIds {
  private static final int BYTES = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private MessageIds() {}

  /** Returns an id of 22 characters, as {@code X-Message-Id} has it. */
  static String next() {
    byte[] bytes = new byte[BYTES];
    ThreadLocalRandom.current().nextBytes(bytes);
    return BASE64.encodeToString(bytes);
  }
}
