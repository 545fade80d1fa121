package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Tue, 3 Mar 2026 10:20:30 +0100             | 2026-03-03T09:20:30Z
          Tue, 03 Mar 2026 10:20:30 +0100 (CET)      | 2026-03-03T09:20:30Z
          3 Mar 2026 10:20 GMT                       | 2026-03-03T10:20:00Z
          Tue, 3 Mar 2026 10:20:30 (a (b) c) -0330   | 2026-03-03T13:50:30Z
          Thu, 7 Jul 94 17:16:05 EDT                 | 1994-07-07T21:16:05Z
          Thu, 02 Jul 26 18:55:38 UTC                | 2026-07-02T18:55:38Z
          Tue Mar  3 10:20:30 2026                   | 2026-03-03T10:20:30Z
          Tue Mar  3 10:20:30 JST 2026               | 2026-03-03T01:20:30Z
          2026-03-03T10:20:30Z                       | 2026-03-03T10:20:30Z
          2026-03-03T10:20:30.123+01:00              | 2026-03-03T09:20:30Z
          2026-03-03 10:20:30 -0500                  | 2026-03-03T15:20:30Z
          Tue, 3-Mar-2026 10:20:30 +0000             | 2026-03-03T10:20:30Z
          31 Dec 2016 23:59:60 +0000                 | 2016-12-31T23:59:59Z
          1 Jan 1970 00:00:00 +0000                  | 1970-01-01T00:00:00Z
          """)
  void datesInAllFormsAreParsed(String text, String instant) {
    assertEquals(OptionalLong.of(Instant.parse(instant).getEpochSecond()), MailDate.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "Tue, 3 Mar 2026",
        "10:20:30",
        "32 Mar 2026 10:20:30 +0000",
        "3 Mar 2026 25:20:30 +0000",
        "31 Dec 1969 23:59:59 +0000",
        "::::: 3 Mar 2026",
        "- -- ---",
        "3 Mar 99999 10:20:30 +0000",
        "1 2 3 4 5 6 7 8 9 10:20:30"
      })
  void otherTextsAreNotDates(String text) {
    assertEquals(OptionalLong.empty(), MailDate.parse(text));
  }
}
