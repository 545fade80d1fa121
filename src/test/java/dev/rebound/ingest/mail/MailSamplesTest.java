package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mail of each kind that is known; what it comes to stands in the file beside it. */
class MailSamplesTest {
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

  static List<String> samples() {
    return MailReading.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleComesToWhatItsAuthorMeant(String name) {
    assertEquals(MailReading.expected(name), MailReading.message(MailReading.sample(name)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void howAMessageIsCutMakesNoDifference(String name) {
    byte[] sample = MailReading.sample(name);
    Random random = new Random(7);
    for (int maxPiece : new int[] {1, 2, 17, 300}) {
      assertEquals(
          MailReading.expected(name),
          MailReading.text(MailRows.message(MailReading.DEFAULTS), sample, maxPiece, random));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatEndsALineMakesNoDifference(String name) {
    String sample = new String(MailReading.sample(name), StandardCharsets.ISO_8859_1);
    for (String end : List.of("\r\n", "\r\r\n", "\r")) {
      byte[] other = sample.replace("\n", end).getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(MailReading.expected(name), MailReading.message(other), "with " + end.length());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleCutAnywhereIsReadAsFarAsItGoes(String name) {
    byte[] sample = MailReading.sample(name);
    for (int length = 0; length < sample.length; length++) {
      assertNotNull(MailReading.message(Arrays.copyOf(sample, length)));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aDamagedSampleIsReadAsFarAsItGoes(String name) {
    Random random = new Random(name.hashCode());
    byte[] sample = MailReading.sample(name);
    for (int run = 0; run < 200; run++) {
      assertNotNull(MailReading.message(damaged(sample, random)));
    }
  }

  /** A few pieces put in, cut out or moved. */
  private static byte[] damaged(byte[] sample, Random random) {
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
