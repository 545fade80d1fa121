package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.migrate.SetupException;
import dev.rebound.seed.SeedPlan;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rebound seed}. */
@Command(
    name = "seed",
    description = {
      "Fill an empty database with made-up bounces, to measure and to try things on.",
      "The same options give the same rows. All of it is one transaction: a seed that is interrupted leaves",
      "the database as it was. A running service answers 503 to what asks for bounces meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class SeedCommand implements Callable<Integer> {
  @Option(
      names = "--rows",
      paramLabel = "N",
      required = true,
      converter = RowCount.class,
      description =
          "Of the bounce lists of all accounts together, "
              + SeedPlan.MIN_ROWS
              + " to "
              + SeedPlan.MAX_ROWS
              + "; also 1_000_000, 1e6, 10m. The history has 1.24 times as many events.")
  private long rows;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Any number; another one gives other rows. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--accounts",
      paramLabel = "A",
      defaultValue = "1",
      description = {
        "How many share the rows in Zipf proportions, 1 to " + SeedPlan.MAX_ACCOUNTS + ":",
        "root, then its subusers seed-2, seed-3, … Default: ${DEFAULT-VALUE}."
      })
  private int accounts;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "365",
      description =
          "Over which the bounces are spread, 1 to "
              + SeedPlan.MAX_DAYS
              + ". Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description =
          "The first UTC day without bounces, such as 2026-01-01; name it to get the same rows on another"
              + " day. Default: today.")
  private LocalDate until;

  @Override
  public Integer call() throws InterruptedException {
    SeedPlan plan = plan();
    try (StoreSession store = StoreSession.join(Settings.of(System.getenv()))) {
      new Seeding(store, plan).run();
      return 0;
    }
  }

  private SeedPlan plan() {
    try {
      LocalDate end = until == null ? LocalDate.now(Clock.systemUTC()) : until;
      return new SeedPlan(rows, seed, accounts, days, end);
    } catch (IllegalArgumentException e) {
      throw new SetupException("--" + e.getMessage());
    }
  }
}
