package dev.rebound.seed;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The times of bounces. Working days have more than weekends, office hours more than nights, and
 * campaign days, one in forty, ten times as many.
 */
final class BounceTimes {
  private static final int CAMPAIGN_FACTOR = 10;
  private static final int DAYS_PER_CAMPAIGN = 40;
  private static final double SATURDAY = 0.4;
  private static final double SUNDAY = 0.3;
  private static final int HOUR = 3_600;
  // Hours of UTC: Europe's morning, then America's.
  private static final Distribution HOURS =
      Distribution.of(
          2, 2, 2, 2, 3, 4, 6, 9, 12, 13, 12, 10, 9, 11, 13, 13, 12, 10, 8, 7, 5, 4, 3, 2);

  private final long from;
  private final long rows;
  private final Distribution days;

  BounceTimes(SeedPlan plan) {
    this.from = plan.from().atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    this.rows = plan.rows();
    double[] weights = new double[plan.days()];
    for (int day = 0; day < weights.length; day++) {
      weights[day] = weight(plan.from().plusDays(day), plan.seed());
    }
    this.days = Distribution.of(weights);
  }

  private static double weight(LocalDate day, long seed) {
    SeededRandom random = new SeededRandom(~seed, day.toEpochDay());
    double usual = 0.8 + 0.4 * random.nextDouble();
    double campaign = random.nextInt(DAYS_PER_CAMPAIGN) == 0 ? CAMPAIGN_FACTOR : 1;
    return usual * campaign * weight(day.getDayOfWeek());
  }

  private static double weight(DayOfWeek day) {
    return switch (day) {
      case SATURDAY -> SATURDAY;
      case SUNDAY -> SUNDAY;
      default -> 1;
    };
  }

  /**
   * Returns the time at which a row was created, in Unix seconds. Rows are numbered by time, as a
   * real service inserts them.
   *
   * @param jitter from 0 to 1, excluding 1
   */
  long second(long row, double jitter) {
    double position = (row + jitter) / rows;
    int day = days.indexOf(position);
    double time = days.positionIn(day, position);
    int hour = HOURS.indexOf(time);
    return from + day * 86_400L + hour * HOUR + (long) (HOURS.positionIn(hour, time) * HOUR);
  }
}
