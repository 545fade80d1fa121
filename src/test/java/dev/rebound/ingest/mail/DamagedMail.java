package dev.rebound.ingest.mail;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Damages mails at random. */
final class DamagedMail {
  private static final String[] PIECES = {
    "<",
    "@",
    ">",
    "'",
    "\"",
    "[",
    ":",
    "(",
    ")",
    "\n",
    "\n\n",
    "\0",
    "=?utf-8?q?",
    "?=",
    "--b1",
    "550 ",
    "5.1.1 ",
    "&#",
    "<<< ",
    "- ",
    "expanded from",
    "\u001b$B",
    "\u00ff",
    "Final-Recipient:"
  };

  private DamagedMail() {}

  /** Inserts, removes or moves a few pieces. */
  static byte[] of(byte[] sample, Random random) {
    StringBuilder text = new StringBuilder(new String(sample, StandardCharsets.ISO_8859_1));
    for (int i = random.nextInt(6); i >= 0; i--) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(60));
      String piece =
          random.nextBoolean() ? text.substring(from, to) : PIECES[random.nextInt(PIECES.length)];
      if (random.nextInt(3) == 0) {
        text.delete(from, to).append(' ');
      }
      text.insert(random.nextInt(text.length()), piece);
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
