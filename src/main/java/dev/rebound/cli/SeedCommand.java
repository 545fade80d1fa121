package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.migrate.SetupException;
import dev.rebound.mock.SeedRequest;
import dev.rebound.mock.Seeded;
import dev.rebound.seed.SeedPlan;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
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
      defaultValue = "" + SeedPlan.USUAL_SEED,
      description = "Any number; another one gives other rows. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--accounts",
      paramLabel = "A",
      defaultValue = "" + SeedPlan.USUAL_ACCOUNTS,
      description = {
        "How many share the rows in Zipf proportions, 1 to " + SeedPlan.MAX_ACCOUNTS + ":",
        "root, then its subusers seed-2, seed-3, … Default: ${DEFAULT-VALUE}."
      })
  private int accounts;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "" + SeedPlan.USUAL_DAYS,
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

  @Option(
      names = "--keys",
      description = {
        "Make a key for each account that may do everything with it, and print them,",
        "a line with account and key each. They cannot be shown again."
      })
  private boolean makesKeys;

  @Override
  public Integer call() throws InterruptedException {
    SeedRequest request = new SeedRequest(plan(), makesKeys);
    try (StoreSession store = StoreSession.join(Settings.of(System.getenv()))) {
      report(seed(store, request));
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

  private Seeded seed(StoreSession store, SeedRequest request) throws InterruptedException {
    try (ProgressBar bar = progressBar()) {
      return Seeding.filling(store, request)
          .run(copied -> show(bar, copied))
          .orElseThrow(
              () -> new SetupException("the database has bounces already; seed an empty one"));
    }
  }

  /** Rate and remaining time, on a terminal only. */
  private ProgressBar progressBar() {
    return Terminal.isStandardError()
        ? new ProgressBarBuilder()
            .setTaskName("seed")
            .setInitialMax(rows)
            .setUnit(" rows", 1)
            .showSpeed()
            .build()
        : null;
  }

  private static void show(ProgressBar bar, long copied) {
    if (bar != null) {
      bar.stepTo(copied);
    }
  }

  private static void report(Seeded seeded) {
    seeded.keys().forEach(made -> System.out.println(made.account() + " " + made.key().text()));
    System.out.printf(
        Locale.ROOT,
        "%d rows, %d events, %.1f s, %.0f rows/s%n",
        seeded.rows(),
        seeded.events(),
        seeded.seconds(),
        seeded.rows() / seeded.seconds());
  }
}
