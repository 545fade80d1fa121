package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads a mail of each known kind; the file beside it holds the expected rows. */
class MailSamplesTest {
  private static final int CUTS = 6;
  private static final int DAMAGES = 6;

  static List<String> samples() {
    return MailReading.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleHasTheExpectedRows(String name) {
    assertEquals(MailReading.expected(name), MailReading.message(MailReading.sample(name)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSizesOfTheChunksMakeNoDifference(String name) {
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
  void lineEndsMakeNoDifference(String name) {
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
    new Random(name.hashCode())
        .ints(CUTS, 0, sample.length)
        .forEach(length -> assertNotNull(MailReading.message(Arrays.copyOf(sample, length))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aDamagedSampleIsRead(String name) {
    Random random = new Random(name.hashCode());
    byte[] sample = MailReading.sample(name);
    for (int run = 0; run < DAMAGES; run++) {
      assertNotNull(MailReading.message(DamagedMail.of(sample, random)));
    }
  }
}
