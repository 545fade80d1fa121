package dev.rebound.ingest;

import dev.rebound.domain.BounceEvent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses times in the formats of other systems: Unix seconds, also with a fraction; Unix milli-,
 * micro- and nanoseconds (13, 16 and 19 digits); ISO 8601, also compact; dates of mail headers (RFC
 * 5322, 3.3) and other dates with the name of the month; 31.1.2025, whose day is always first. A
 * time without a zone is in UTC. Dates such as 1/2/2026 are refused: day and month could be
 * confused. 31/1/2026 and 1/31/2026 are clear. With AM or PM the month is first: 1/2/2026 12:05 AM.
 */
public final class TimeText {
  private static final int MAX_LENGTH = 80;
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,13}|\\d{16}|\\d{19})(?:\\.\\d+)?");
  // Microsoft's tools put a narrow blank before AM.
  private static final Pattern BLANKS = Pattern.compile("[ \\u00a0\\u202f]+");
  private static final Pattern COMPACT =
      Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)(.*)");
  // The time precedes the year in C: Fri Oct 2 10:00:00 UTC 2026.
  private static final Pattern YEAR_LAST =
      Pattern.compile("(.*[A-Za-z]{3} \\d{1,2}) (\\d\\d:\\d\\d:\\d\\d)( [A-Z]{3,5})? (\\d{4})");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(?:(?<year>\\d{4})(?:-(?<month>\\d\\d)-|/(?<month2>\\d\\d)/)(?<day>\\d\\d)"
              + "|(?<first>\\d{1,2})(?:/(?<second>\\d{1,2})/|\\.(?<dotted>\\d{1,2})\\.)(?<year2>\\d{4})"
              + "|(?:[A-Za-z]{3,9}\\.?(?:,? |,))?(?:(?<day3>\\d{1,2})[ -](?<name3>[A-Za-z]{3,9})\\.?,?[ -]"
              + "|(?<name4>[A-Za-z]{3,9})\\.? (?<day4>\\d{1,2}),? )(?<year3>\\d{4}))"
              + "(?:(?:[Tt]|,? (?:at )?)(?<time>\\d{1,2}:\\d\\d(?::\\d\\d)?)(?:[.,]\\d{1,9})?"
              + "(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?)?"
              + "(?: ?(?:(?:UTC|GMT|UT)?(?<offset>[+-]\\d\\d(?::?\\d\\d)?)|(?<utc>[Zz])))?"
              // A zone's name, also after its offset: -0500 (EST).
              + "(?: ?[(\\[]?(?<zone>[A-Z]{2,5}|[A-Z][A-Za-z]+/[A-Za-z_/]+)[)\\]]?| ?\\([A-Za-z ]*\\))?");
  // The names of other zones have several meanings.
  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("UTC", "Z"),
          Map.entry("GMT", "Z"),
          Map.entry("UT", "Z"),
          Map.entry("EST", "-05:00"),
          Map.entry("EDT", "-04:00"),
          Map.entry("CST", "-06:00"),
          Map.entry("CDT", "-05:00"),
          Map.entry("MST", "-07:00"),
          Map.entry("MDT", "-06:00"),
          Map.entry("PST", "-08:00"),
          Map.entry("PDT", "-07:00"),
          Map.entry("CET", "+01:00"),
          Map.entry("CEST", "+02:00"));
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final int MONTHS_OF_A_YEAR = 12;

  private TimeText() {}

  /** Returns Unix seconds from 0 to {@link BounceEvent#MAX_TIME}; empty for any other text. */
  public static OptionalLong seconds(String text) {
    if (text.length() > MAX_LENGTH) {
      return OptionalLong.empty();
    }
    try {
      Matcher number = NUMBER.matcher(text);
      long seconds = number.matches() ? ofNumber(number.group(1)) : ofDate(text);
      return seconds >= 0 && seconds <= BounceEvent.MAX_TIME
          ? OptionalLong.of(seconds)
          : OptionalLong.empty();
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static long ofNumber(String digits) {
    long number = Long.parseLong(digits);
    return switch (digits.length()) {
      case 13 -> number / 1_000;
      case 16 -> number / 1_000_000;
      case 19 -> number / 1_000_000_000;
      default -> number;
    };
  }

  private static long ofDate(String text) {
    Matcher parts = DATE_TIME.matcher(text);
    if (!parts.matches()) {
      parts = DATE_TIME.matcher(plain(text));
    }
    if (!parts.matches()) {
      throw new DateTimeException("no date");
    }
    return date(parts).atTime(time(parts)).atZone(zone(parts)).toEpochSecond();
  }

  private static String plain(String text) {
    String plain = BLANKS.matcher(text).replaceAll(" ");
    plain = COMPACT.matcher(plain).replaceFirst("$1-$2-$3T$4:$5:$6$7");
    Matcher last = YEAR_LAST.matcher(plain);
    return last.matches()
        ? last.group(1) + " " + last.group(4) + " " + last.group(2) + empty(last.group(3))
        : plain;
  }

  private static LocalDate date(Matcher parts) {
    if (parts.group("year") != null) {
      return date(parts.group("year"), any(parts, "month", "month2"), parts.group("day"));
    }
    if (parts.group("year3") != null) {
      String name = any(parts, "name3", "name4").toLowerCase(Locale.ROOT);
      String month =
          MONTHS.stream()
              .filter(full -> full.startsWith(name))
              .findFirst()
              .map(full -> Integer.toString(MONTHS.indexOf(full) + 1))
              .orElseThrow(() -> new DateTimeException("no month"));
      return date(parts.group("year3"), month, any(parts, "day3", "day4"));
    }
    String first = parts.group("first");
    String second = any(parts, "second", "dotted");
    boolean isDayFirst = parts.group("dotted") != null || isDay(first);
    boolean isMonthFirst = parts.group("half") != null || isDay(second);
    if (parts.group("dotted") == null && isDayFirst == isMonthFirst) {
      throw new DateTimeException("day and month could be confused");
    }
    return isDayFirst
        ? date(parts.group("year2"), second, first)
        : date(parts.group("year2"), first, second);
  }

  private static boolean isDay(String number) {
    return Integer.parseInt(number) > MONTHS_OF_A_YEAR;
  }

  private static LocalDate date(String year, String month, String day) {
    return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
  }

  private static LocalTime time(Matcher parts) {
    if (parts.group("time") == null) {
      return LocalTime.MIDNIGHT;
    }
    String[] numbers = parts.group("time").split(":");
    int hour = Integer.parseInt(numbers[0]);
    String half = empty(parts.group("half"));
    if (!half.isEmpty()) {
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("no hour of half a day");
      }
      hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }
    int second = numbers.length > 2 ? Integer.parseInt(numbers[2]) : 0;
    return LocalTime.of(hour, Integer.parseInt(numbers[1]), second);
  }

  private static ZoneId zone(Matcher parts) {
    String zone = empty(parts.group("zone"));
    if (parts.group("offset") != null) {
      return ZoneOffset.of(parts.group("offset"));
    }
    if (zone.isEmpty() || parts.group("utc") != null) {
      return ZoneOffset.UTC;
    }
    if (!zone.contains("/") && !ZONES.containsKey(zone)) {
      throw new DateTimeException("no known zone");
    }
    return ZoneId.of(ZONES.getOrDefault(zone, zone));
  }

  private static String any(Matcher parts, String group, String other) {
    return parts.group(group) != null ? parts.group(group) : parts.group(other);
  }

  private static String empty(String text) {
    return text == null ? "" : text;
  }
}
