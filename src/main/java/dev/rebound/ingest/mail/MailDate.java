package dev.rebound.ingest.mail;

import dev.rebound.domain.BounceEvent;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/**
 * Parses the dates of mail systems: those of RFC 5322 with its obsolete forms, {@code asctime}, ISO
 * 8601 and mixtures of these. The form of a word decides what it is; the order hardly matters. A
 * date without a zone is in UTC.
 */
final class MailDate {
  private static final int MAX_LENGTH = 200;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final Map<String, Integer> ZONE_HOURS =
      Map.ofEntries(
          Map.entry("EST", -5),
          Map.entry("EDT", -4),
          Map.entry("CST", -6),
          Map.entry("CDT", -5),
          Map.entry("MST", -7),
          Map.entry("MDT", -6),
          Map.entry("PST", -8),
          Map.entry("PDT", -7),
          Map.entry("BST", 1),
          Map.entry("MET", 1),
          Map.entry("CET", 1),
          Map.entry("MEST", 2),
          Map.entry("CEST", 2),
          Map.entry("EET", 2),
          Map.entry("MSK", 3),
          Map.entry("JST", 9));

  private int year = -1;
  private int month = -1;
  private int day = -1;
  private int[] time;
  private int offsetMinutes;

  private MailDate() {}

  /** Returns Unix seconds; empty for text that is no date, or none that an event can have. */
  static OptionalLong parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return OptionalLong.empty();
    }
    MailDate date = new MailDate();
    StringTokenizer words = new StringTokenizer(Texts.withoutComments(text), " ,\t");
    while (words.hasMoreTokens()) {
      date.take(words.nextToken());
    }
    return date.seconds();
  }

  private void take(String word) {
    if (word.indexOf(':') > 0) {
      takeTime(word);
    } else if (isOffset(word)) {
      int digits = Integer.parseInt(word.substring(1));
      int minutes = digits / 100 * 60 + digits % 100;
      offsetMinutes = word.charAt(0) == '-' ? -minutes : minutes;
    } else if (word.indexOf('-') > 0) {
      for (String part : word.split("-")) {
        take(part);
      }
    } else if (isDigits(word)) {
      takeNumber(word);
    } else if (word.length() >= 3) {
      takeName(word);
    }
  }

  // A time such as 17:15:49, and in ISO 8601 the date before and the zone after it.
  private void takeTime(String word) {
    int start = word.indexOf('T') + 1;
    if (start > 1) {
      take(word.substring(0, start - 1));
    }
    int end = start;
    while (end < word.length() && (isDigit(word.charAt(end)) || word.charAt(end) == ':')) {
      end++;
    }
    String[] parts = word.substring(start, end).split(":");
    time = new int[3];
    for (int i = 0; i < Math.min(3, parts.length); i++) {
      time[i] = isDigits(parts[i]) ? Integer.parseInt(parts[i]) : -1;
    }
    int zone = Math.max(word.indexOf('+', end), word.indexOf('-', end));
    String offset = zone < 0 ? "" : word.substring(zone).replace(":", "");
    if (isOffset(offset)) {
      take(offset);
    }
  }

  private void takeNumber(String word) {
    int number = Integer.parseInt(word);
    if (word.length() >= 3) {
      year = number;
    } else if (year >= 0 && month < 0) {
      month = number;
    } else if (day < 0) {
      day = number;
    } else if (month >= 0 && year < 0) {
      // Two digits mean a year from 1950 to 2049 (RFC 5322, 4.3).
      year = number + (number < 50 ? 2000 : 1900);
    }
  }

  private void takeName(String word) {
    int at = MONTHS.indexOf(word.substring(0, 3).toLowerCase(Locale.ROOT));
    Integer hours = ZONE_HOURS.get(word.toUpperCase(Locale.ROOT));
    if (hours != null) {
      offsetMinutes = hours * 60;
    } else if (at >= 0 && at % 3 == 0) {
      month = at / 3 + 1;
    }
  }

  private OptionalLong seconds() {
    if (year < 0 || month < 0 || day < 0 || time == null) {
      return OptionalLong.empty();
    }
    try {
      // Java has no leap seconds.
      int second = Math.min(time[2], 59);
      long local =
          LocalDateTime.of(year, month, day, time[0], time[1], second)
              .toEpochSecond(ZoneOffset.UTC);
      long seconds = local - offsetMinutes * 60L;
      return seconds < 0 || seconds > BounceEvent.MAX_TIME
          ? OptionalLong.empty()
          : OptionalLong.of(seconds);
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static boolean isOffset(String word) {
    return word.length() == 5
        && (word.charAt(0) == '+' || word.charAt(0) == '-')
        && isDigits(word.substring(1));
  }

  private static boolean isDigits(String word) {
    if (word.isEmpty() || word.length() > 4) {
      return false;
    }
    for (int at = 0; at < word.length(); at++) {
      if (!isDigit(word.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
