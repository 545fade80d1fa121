package dev.rebound.seed;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What to make up. Equal plans give equal rows, on every machine.
 *
 * @param rows of the bounce lists of all accounts together, {@value #MIN_ROWS} to {@value
 *     #MAX_ROWS}
 * @param seed any number; another one gives other rows
 * @param accounts that share the rows in Zipf proportions, 1 to {@value #MAX_ACCOUNTS}
 * @param days over which the bounces are spread, 1 to {@value #MAX_DAYS}
 * @param until the first UTC day without bounces, at most {@link #LAST_UNTIL} and {@code days} or
 *     more after 1970-01-01
 */
public record SeedPlan(long rows, long seed, int accounts, int days, LocalDate until) {
  public static final long MIN_ROWS = 1_000;
  public static final long MAX_ROWS = 100_000_000;
  public static final int MAX_ACCOUNTS = 10_000;
  public static final int MAX_DAYS = 3_650;

  /** Of who names none. */
  public static final long USUAL_SEED = 1;

  public static final int USUAL_ACCOUNTS = 1;
  public static final int USUAL_DAYS = 365;
  public static final LocalDate LAST_UNTIL = LocalDate.of(9999, 12, 31);

  public SeedPlan {
    require("rows", rows, MIN_ROWS, MAX_ROWS);
    require("accounts", accounts, 1, MAX_ACCOUNTS);
    require("days", days, 1, MAX_DAYS);
    if (until.isAfter(LAST_UNTIL) || until.toEpochDay() < days) {
      throw new IllegalArgumentException(
          "until must be a day from 1970 on, with all days before it, to " + LAST_UNTIL);
    }
  }

  private static void require(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be a number from %d to %d".formatted(what, least, most));
    }
  }

  LocalDate from() {
    return until.minusDays(days);
  }

  /** Unix seconds: every event is before it. */
  long end() {
    return until.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }
}
