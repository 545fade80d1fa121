package dev.rebound.ingest.log;

import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Parses the times of log lines: ISO 8601, or syslog's {@code Oct 2 10:00:02} (RFC 3164, 4.1.2),
 * which is taken for UTC.
 */
final class SyslogTime {
  private SyslogTime() {}

  /** Returns Unix seconds. A time without a year is the last such time before tomorrow. */
  static long seconds(String text, RowDefaults defaults) {
    if (!Character.isLetter(text.charAt(0))) {
      return TextFields.time("time", text, defaults);
    }
    long now = defaults.now().getAsLong();
    OffsetDateTime tomorrow = Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC).plusDays(1);
    String[] parts = text.split(" +");
    long seconds = inYear(parts, tomorrow.getYear(), defaults);
    return seconds > tomorrow.toEpochSecond()
        ? inYear(parts, tomorrow.getYear() - 1, defaults)
        : seconds;
  }

  private static long inYear(String[] parts, int year, RowDefaults defaults) {
    String date = parts[1] + " " + parts[0] + " " + year + " " + parts[2] + " +0000";
    return TextFields.time("time", date, defaults);
  }
}
