package dev.rebound.seed;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When bounces come: on working days more than at the weekend, in office hours more than at night,
 * and ten times as many on the day of a campaign, one in forty.
 */
final class SendingDays {
  private static final int CAMPAIGN = 10;
  private static final int DAYS_A_CAMPAIGN = 40;
  private static final double SATURDAY = 0.4;
  private static final double SUNDAY = 0.3;
  private static final int HOUR = 3_600;
  // Of UTC: Europe's morning, then America's.
  private static final Shares HOURS =
      Shares.of(2, 2, 2, 2, 3, 4, 6, 9, 12, 13, 12, 10, 9, 11, 13, 13, 12, 10, 8, 7, 5, 4, 3, 2);

  private final long from;
  private final long rows;
  private final Shares days;

  SendingDays(SeedPlan plan) {
    this.from = plan.from().atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    this.rows = plan.rows();
    double[] weights = new double[plan.days()];
    for (int day = 0; day < weights.length; day++) {
      weights[day] = weight(plan.from().plusDays(day), plan.seed());
    }
    this.days = Shares.of(weights);
  }

  private static double weight(LocalDate day, long seed) {
    Dice dice = new Dice(~seed, day.toEpochDay());
    double usual = 0.8 + 0.4 * dice.fraction();
    double campaign = dice.below(DAYS_A_CAMPAIGN) == 0 ? CAMPAIGN : 1;
    return usual * campaign * weekly(day.getDayOfWeek());
  }

  private static double weekly(DayOfWeek day) {
    return switch (day) {
      case SATURDAY -> SATURDAY;
      case SUNDAY -> SUNDAY;
      default -> 1;
    };
  }

  /**
   * When a row comes onto its list, in Unix seconds. Rows are numbered in the order of time, so
   * that they lie in the tables as they would after a year of operation.
   *
   * @param jitter 0 up to but not 1
   */
  long second(long row, double jitter) {
    double position = (row + jitter) / rows;
    int day = days.pick(position);
    double time = days.within(day, position);
    int hour = HOURS.pick(time);
    return from + day * 86_400L + hour * HOUR + (long) (HOURS.within(hour, time) * HOUR);
  }
}
