package dev.rebound.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "1738324800 | 1738324800",
        "253402300799 | 253402300799",
        "1738324800999 | 1738324800",
        "1586552585.077 | 1586552585",
        "2025-01-31 | 1738281600",
        "2025-01-31T12:00 | 1738324800",
        "2025-01-31T12:00:00 | 1738324800",
        "2025-01-31t12:00:00z | 1738324800",
        "2025-01-31T12:00:00Z | 1738324800",
        "2025-01-31T12:00:00.9Z | 1738324800",
        "2025-01-31T12:00:00.999999999Z | 1738324800",
        "2025-01-31T07:00:00-05:00 | 1738324800",
        "2025-01-31T13:00:00.6421112+01:00 | 1738324800",
        "2025-01-31T13:00:00+0100 | 1738324800",
        "2025-01-31T13:00:00+01 | 1738324800",
        "2025-01-31 12:00:00 | 1738324800",
        "2025-01-31 12:00:00 UTC | 1738324800",
        "2025-01-31 12:00:00 GMT | 1738324800",
        "2025-01-31 13:00:00+0100 | 1738324800",
        "2025-01-31 13:00:00 +01:00 | 1738324800",
        "2025-01-31 12:00:00 +0000 UTC | 1738324800",
        "2024-02-29 00:00:00 | 1709164800",
        "Fri, 31 Jan 2025 12:00:00 UTC | 1738324800",
        "Fri, 31 Jan 2025 12:00:00 GMT | 1738324800",
        "Fri, 31 Jan 2025 13:00:00 +0100 | 1738324800",
        "Fri, 31 Jan 2025 07:00:00 -0500 (EST) | 1738324800",
        "Mon, 31 jan 2025 12:00:00 | 1738324800",
        "31 Jan 2025 12:00 Z | 1738324800",
        "1 Feb 2025 00:00:00 +0000 | 1738368000",
        "1/31/2025 12:00:00 PM | 1738324800",
        "01/31/2025 12:00 pm | 1738324800",
        "2/1/2025 12:00:00\u202fAM | 1738368000",
        "2/1/2025, 1:00:00 AM | 1738371600",
        "1738324800123456 | 1738324800",
        "1738324800123456789 | 1738324800",
        "2025-01-31 12:00:00,123 | 1738324800",
        "2025/01/31 12:00:00 | 1738324800",
        "20250131T120000Z | 1738324800",
        "2025-01-31T13:00:00+01:00[Europe/Berlin] | 1738324800",
        "2025-01-31 12:00:00+00 | 1738324800",
        "2025-01-31 13:00:00 CET | 1738324800",
        "2025-07-31 14:00:00 CEST | 1753963200",
        "2025-01-31 07:00:00 EST | 1738324800",
        "2025-07-31 14:00:00 Europe/Berlin | 1753963200",
        "Fri Jan 31 12:00:00 2025 | 1738324800",
        "Sat Feb  1 00:00:00 UTC 2025 | 1738368000",
        "Fri Jan 31 2025 13:00:00 GMT+0100 (Central European Standard Time) | 1738324800",
        "Jan 31, 2025 12:00 PM | 1738324800",
        "January 31, 2025, 12:00:00 PM | 1738324800",
        "Friday, January 31, 2025 at 12:00 PM | 1738324800",
        "Jan 31, 2025 | 1738281600",
        "31 January 2025 12:00 | 1738324800",
        "31-Jan-2025 12:00:00 | 1738324800",
        "31.01.2025 12:00 | 1738324800",
        "1.2.2025, 00:00:00 | 1738368000",
        "31.01.2025 | 1738281600",
        "31/01/2025 12:00 | 1738324800",
        "01/31/2025 12:00:00 | 1738324800",
      })
  void timesInAllFormsAreParsed(String text, long seconds) {
    assertEquals(OptionalLong.of(seconds), TimeText.seconds(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-1",
        "1e9",
        "253402300800",
        "99999999999999",
        "1738324800.",
        "1969-12-31 23:59:59",
        "2025-02-30",
        "2025-01-31T24:00:00Z",
        "2025-01-31T12:00:00Z!",
        "2025-01-31X12:00:00",
        "2025-01-3112:00:00",
        "2025-01-31 12:00:00 IST",
        "2025-01-31 12:00:00 Nowhere/City",
        "01/02/2025",
        "01/02/2025 12:00:00",
        "32/01/2025",
        "31/1/2025 12:00:00 PM",
        "1/31/2025 13:00:00 PM",
        "1/31/2025 PM",
        "01.31.2025",
        "31.01.25",
        "Jan 31",
        "Fri, 31 Foo 2025 12:00:00 GMT",
        "Fri, 30 Feb 2025 12:00:00 GMT",
        "Fri, 31 Jan 25 12:00:00 GMT",
        "2025-01-31T12:00:00+25:00",
        "10000-01-01T00:00:00Z"
      })
  void otherTextsAreNotTimes(String text) {
    assertEquals(OptionalLong.empty(), TimeText.seconds(text));
  }

  @Test
  void longTextsAreRefused() {
    assertEquals(OptionalLong.empty(), TimeText.seconds("1".repeat(60_000)));
    assertEquals(OptionalLong.empty(), TimeText.seconds("2025-01-31" + " ".repeat(60_000)));
  }

  @Test
  void timesFormattedByTheJdkAreParsed() {
    Random random = new Random(5);
    DateTimeFormatter mail = DateTimeFormatter.RFC_1123_DATE_TIME;
    for (int i = 0; i < 300; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(253_402_300_800L));
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-600, 600));
      OptionalLong expected = OptionalLong.of(instant.getEpochSecond());
      assertEquals(expected, TimeText.seconds(instant.toString()));
      assertEquals(expected, TimeText.seconds(mail.format(instant.atOffset(ZoneOffset.UTC))));
      if (instant.atOffset(offset).getYear() <= 9999 && instant.getEpochSecond() > 86_400) {
        assertEquals(expected, TimeText.seconds(instant.atOffset(offset).toString()));
        assertEquals(expected, TimeText.seconds(mail.format(instant.atOffset(offset))));
      }
    }
  }
}
