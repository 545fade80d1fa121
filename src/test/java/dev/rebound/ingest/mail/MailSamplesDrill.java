package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads each sample cut at all places, and damaged in many ways; takes minutes. */
class MailSamplesDrill {
  private static final int DAMAGES = 200;

  static List<String> samples() {
    return MailReading.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleCutAtAnyPlaceIsReadUpToThere(String name) {
    byte[] sample = MailReading.sample(name);
    for (int length = 0; length < sample.length; length++) {
      assertNotNull(MailReading.message(Arrays.copyOf(sample, length)));
    }
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

  @ParameterizedTest
  @MethodSource("dev.rebound.ingest.mail.HostileMailTest#mails")
  void aMebibyteOfAHostileMailIsReadInLinearTime(String what, String piece, String start) {
    // The reader would cut a longer mail off, perhaps within an address.
    HostileMailTest.assertLinear(piece, start, MailRows.MAX_MESSAGE_BYTES - start.length());
  }
}
