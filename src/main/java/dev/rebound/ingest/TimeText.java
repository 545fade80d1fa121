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
 * Times as others write them: Unix seconds, also with a fraction, or milliseconds (13 digits); ISO
 * 8601 with a {@code T} or a blank, also a date alone; and the dates of mail headers (RFC 5322,
 * 3.3). A time without a zone is UTC's. Numbers with slashes or dots between them are not read:
 * nobody could tell the day from the month.
 */
public final class TimeText {
  private static final int MAX_LENGTH = 64;
  private static final int MILLISECOND_DIGITS = 13;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,13}(\\.\\d+)?");
  private static final Pattern ISO_START = Pattern.compile("\\d{4}-\\d\\d-\\d\\d([Tt ].*)?");
  private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]{3,9}, *");
  // A zone's name may follow its offset: -0500 (EST).
  private static final Pattern ZONE_NAME = Pattern.compile(" *\\([A-Za-z ]*\\)$");

  // Go writes both: +0000 UTC.
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

  private TimeText() {}

  /** Unix seconds from 0 to {@link BounceEvent#MAX_TIME}; empty when the text is no such time. */
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
    TemporalAccessor parsed =
        ISO_START.matcher(text).matches() ? ISO.parse(text) : MAIL.parse(plainMailDate(text));
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneOffset offset = parsed.query(TemporalQueries.offset());
    return LocalDate.from(parsed)
        .toEpochSecond(
            time == null ? LocalTime.MIDNIGHT : time, offset == null ? ZoneOffset.UTC : offset);
  }

  // Whether the weekday fits the date does not matter.
  private static String plainMailDate(String text) {
    return ZONE_NAME.matcher(WEEKDAY.matcher(text).replaceFirst("")).replaceFirst("");
  }

  // Not the locale data's names: those change from one JDK to the next.
  private static Map<Long, String> months() {
    String[] names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
    Map<Long, String> months = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      months.put(i + 1L, names[i]);
    }
    return months;
  }
}
