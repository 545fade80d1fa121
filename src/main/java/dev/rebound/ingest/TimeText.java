package dev.rebound.ingest;

import dev.rebound.domain.BounceEvent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Parses times in the formats of other systems: Unix seconds, also with a fraction; Unix
 * milliseconds (13 digits); ISO 8601 with a {@code T} or a blank, also a date alone; and dates of
 * mail headers (RFC 5322, 3.3). A time without a zone is in UTC. Dates such as 1/2/2026 or 1.2.2026
 * are refused: day and month could be confused. With AM or PM the month is first: 1/2/2026 12:05
 * AM.
 */
public final class TimeText {
  private static final int MAX_LENGTH = 64;
  private static final int MILLISECOND_DIGITS = 13;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,13}(\\.\\d+)?");
  private static final Pattern ISO_START = Pattern.compile("\\d{4}-\\d\\d-\\d\\d([Tt ].*)?");
  private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]{3,9}, *");
  // A zone's name after its offset: -0500 (EST).
  private static final Pattern ZONE_NAME = Pattern.compile(" *\\([A-Za-z ]*\\)$");

  // Go writes an offset and a name: +0000 UTC.
  private static final DateTimeFormatter ZONE =
      DateTimeFormatter.ofPattern("[ ][XXX][XX][X][ ]['UTC']['GMT']['UT']", Locale.ROOT);

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("[['T'][ ]HH:mm[:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("]")
          .append(ZONE)
          .appendPattern("]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter MAIL =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendValue(ChronoField.DAY_OF_MONTH, 1, 2, SignStyle.NOT_NEGATIVE)
          .appendLiteral(' ')
          .appendText(ChronoField.MONTH_OF_YEAR, months())
          .appendPattern(" uuuu HH:mm[:ss]")
          .append(ZONE)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern US_START =
      Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{4}[ ,].*[AaPp][Mm]");
  // Microsoft's tools put a narrow blank before AM.
  private static final Pattern BLANKS = Pattern.compile("[ \\u00a0\\u202f]+");

  private static final DateTimeFormatter US =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("M/d/uuuu[,] h:mm[:ss] a")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private TimeText() {}

  /** Returns Unix seconds from 0 to {@link BounceEvent#MAX_TIME}; empty for any other text. */
  public static OptionalLong seconds(String text) {
    if (text.length() > MAX_LENGTH) {
      return OptionalLong.empty();
    }
    try {
      long seconds = NUMBER.matcher(text).matches() ? ofNumber(text) : ofDate(text);
      return seconds >= 0 && seconds <= BounceEvent.MAX_TIME
          ? OptionalLong.of(seconds)
          : OptionalLong.empty();
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static long ofNumber(String text) {
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    long number = Long.parseLong(whole);
    return whole.length() == MILLISECOND_DIGITS ? number / 1000 : number;
  }

  private static long ofDate(String text) {
    TemporalAccessor parsed = parse(text);
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneOffset offset = parsed.query(TemporalQueries.offset());
    return LocalDate.from(parsed)
        .toEpochSecond(
            time == null ? LocalTime.MIDNIGHT : time, offset == null ? ZoneOffset.UTC : offset);
  }

  private static TemporalAccessor parse(String text) {
    if (ISO_START.matcher(text).matches()) {
      return ISO.parse(text);
    }
    return US_START.matcher(text).matches()
        ? US.parse(BLANKS.matcher(text).replaceAll(" "))
        : MAIL.parse(plainMailDate(text));
  }

  // The weekday is not checked against the date.
  private static String plainMailDate(String text) {
    return ZONE_NAME.matcher(WEEKDAY.matcher(text).replaceFirst("")).replaceFirst("");
  }

  // The names in the JDK's locale data differ between JDK versions.
  private static Map<Long, String> months() {
    String[] names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
    Map<Long, String> months = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      months.put(i + 1L, names[i]);
    }
    return months;
  }
}
