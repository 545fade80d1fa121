package dev.rebound.ingest.log;

import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Parses the times of log lines: ISO 8601, syslog's {@code Oct 2 10:00:02} (RFC 3164, 4.1.2), Unix
 * seconds, and the TAI64N labels of multilog. A time without a zone is in UTC.
 */
final class LogTime {
  /** The regular expression of a time. A blank follows the time in a log. */
  static final String PATTERN =
      "(?:[A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d|\\d{4}-\\d\\d-\\d\\d[T"
          + " ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: ?[+-]\\d\\d:?\\d\\d|Z)?"
          + "|\\d{9,10}\\.\\d{1,9}|@[0-9a-f]{16}(?:[0-9a-f]{8})?)";

  private static final int TAI_DIGITS = 16;
  // The label of the Unix time 0: TAI was ten seconds ahead of UTC. Later leap seconds do not
  // count.
  private static final long TAI_OF_EPOCH = (1L << 62) + 10;

  private LogTime() {}

  /**
   * Returns Unix seconds; those of {@link RowDefaults#now} for empty text. A time without a year is
   * the last such time before tomorrow.
   */
  static long seconds(String text, RowDefaults defaults) {
    if (text.isEmpty()) {
      return defaults.now().getAsLong();
    }
    char first = text.charAt(0);
    if (first == '@') {
      long label = Long.parseUnsignedLong(text.substring(1, 1 + TAI_DIGITS), 16);
      return TextFields.time("time", Long.toString(label - TAI_OF_EPOCH), defaults);
    }
    if (!Character.isLetter(first)) {
      return TextFields.time("time", text.replace(',', '.'), defaults);
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
