package dev.rebound.seed;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What to generate. Equal plans have equal rows on every machine.
 *
 * @param rows rows of all bounce lists together, {@value #MIN_ROWS} to {@value #MAX_ROWS}
 * @param seed any number; another seed has other rows
 * @param accounts accounts that share the rows in a Zipf distribution, 1 to {@value #MAX_ACCOUNTS}
 * @param days days on which bounces occur, 1 to {@value #MAX_DAYS}
 * @param until the first UTC day after the bounces, up to {@link #LAST_UNTIL} and at least {@code
 *     days} days after 1970-01-01
 */
public record SeedPlan(long rows, long seed, int accounts, int days, LocalDate until) {
  public static final long MIN_ROWS = 1;
  public static final long MAX_ROWS = 100_000_000;
  public static final int MAX_ACCOUNTS = 10_000;
  public static final int MAX_DAYS = 3_650;
  public static final LocalDate LAST_UNTIL = LocalDate.of(9999, 12, 31);

  public static final long DEFAULT_SEED = 1;
  public static final int DEFAULT_ACCOUNTS = 1;
  public static final int DEFAULT_DAYS = 365;

  public SeedPlan {
    require("rows", rows, MIN_ROWS, MAX_ROWS);
    require("accounts", accounts, 1, MAX_ACCOUNTS);
    require("days", days, 1, MAX_DAYS);
    if (until.isAfter(LAST_UNTIL) || until.toEpochDay() < days) {
      throw new IllegalArgumentException(
          "until must be a day from %s to %s".formatted(LocalDate.ofEpochDay(days), LAST_UNTIL));
    }
  }

  private static void require(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be a number from %d to %d".formatted(name, min, max));
    }
  }

  LocalDate from() {
    return until.minusDays(days);
  }

  /** Returns the end in Unix seconds. All events are before it. */
  long end() {
    return until.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }
}
