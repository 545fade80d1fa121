package dev.rebound.bench.pure;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.seed.SeedGenerator;
import dev.rebound.seed.SeedPlan;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;

/** Rows as {@code rebound seed} makes them up, the same in every run. */
final class Seeded {
  private static final SeedPlan PLAN = new SeedPlan(1_000, 1, 1, 365, LocalDate.of(2026, 1, 1));

  private Seeded() {}

  /**
   * @param count 1 to 1,000
   */
  static List<Bounce> bounces(int count) {
    SeedGenerator generator = new SeedGenerator(PLAN);
    return LongStream.range(0, count).mapToObj(generator::row).map(Seeded::bounce).toList();
  }

  private static Bounce bounce(SeedGenerator.Row row) {
    BounceEvent newest = row.newest();
    return new Bounce(row.createdAt(), newest.email().text(), newest.reason(), newest.status());
  }
}
