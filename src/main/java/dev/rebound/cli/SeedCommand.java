package dev.rebound.cli;

import dev.rebound.bus.UnavailableException;
import dev.rebound.migrate.SetupException;
import dev.rebound.mock.Seeder;
import dev.rebound.seed.SeedPlan;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code rebound seed}. */
@Command(
    name = "seed",
    description = {
      "Fill an empty database with generated bounces, for measurements and trials.",
      "Equal options generate equal rows. An interrupted seed changes nothing.",
      "Meanwhile a running service answers requests for bounces with 503."
    })
public final class SeedCommand implements Callable<Integer> {
  @Option(
      names = "--rows",
      paramLabel = "N",
      required = true,
      converter = RowCount.class,
      description =
          "Rows of all bounce lists together, "
              + SeedPlan.MIN_ROWS
              + " to "
              + SeedPlan.MAX_ROWS
              + ". Also 1_000_000, 1e6 or 10m. The history has 1.24 times as many events.")
  private long rows;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "" + SeedPlan.DEFAULT_SEED,
      description = "Any number; another seed generates other rows. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--accounts",
      paramLabel = "A",
      defaultValue = "" + SeedPlan.DEFAULT_ACCOUNTS,
      description =
          "Accounts that share the rows in a Zipf distribution, 1 to "
              + SeedPlan.MAX_ACCOUNTS
              + ": root, then its subusers seed-2, seed-3, … Default: ${DEFAULT-VALUE}.")
  private int accounts;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "" + SeedPlan.DEFAULT_DAYS,
      description =
          "Days on which bounces occur, 1 to " + SeedPlan.MAX_DAYS + ". Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description =
          "The first UTC day after the bounces, such as 2026-01-01. Give it to generate equal rows"
              + " on different days. Default: today.")
  private LocalDate until;

  @Option(
      names = "--keys",
      description =
          "Create a key with all scopes for each account, and print account and key, one line each."
              + " Keys are printed only once.")
  private boolean makesKeys;

  @Override
  public Integer call() throws InterruptedException {
    Seeder.SeedRequest request = new Seeder.SeedRequest(plan(), makesKeys);
    try (StoreSession store = StoreSession.open()) {
      report(seed(store, request));
      return 0;
    }
  }

  private SeedPlan plan() {
    LocalDate end = until == null ? LocalDate.now(Clock.systemUTC()) : until;
    return SetupException.requireValid("--", () -> new SeedPlan(rows, seed, accounts, days, end));
  }

  private Seeder.Seeded seed(StoreSession store, Seeder.SeedRequest request)
      throws InterruptedException {
    try (ProgressBar bar = ConsoleProgress.start("seed", rows, " rows", 1)) {
      return new SeedJob(store, request, false)
          .run(bar::stepTo)
          .orElseThrow(
              () -> new SetupException("the database has bounces already; seed an empty one"));
    } catch (UnavailableException e) {
      throw new SetupException(e.getMessage());
    }
  }

  private static void report(Seeder.Seeded seeded) {
    seeded.keys().forEach(made -> System.out.println(made.account() + " " + made.key().text()));
    System.out.printf(
        Locale.ROOT,
        "%d rows, %d events, %.1f s, %.0f rows/s%n",
        seeded.rows(),
        seeded.events(),
        seeded.seconds(),
        seeded.rows() / seeded.seconds());
  }

  /** Parses large numbers: {@code 1000000}, {@code 1_000_000}, {@code 1e6} or {@code 10m}. */
  static final class RowCount implements ITypeConverter<Long> {
    private static final Pattern NUMBER =
        Pattern.compile("\\d{1,12}(\\.\\d{1,9})?(e\\d|[km])?", Pattern.CASE_INSENSITIVE);

    @Override
    public Long convert(String text) {
      String digits = text.replaceAll("[_,]", "").toLowerCase(Locale.ROOT);
      try {
        if (NUMBER.matcher(digits).matches()) {
          return new BigDecimal(digits.replace("k", "e3").replace("m", "e6")).longValueExact();
        }
      } catch (ArithmeticException e) {
        // A fraction of a row is reported below.
      }
      String shown = text.length() > 20 ? text.substring(0, 20) + "…" : text;
      throw new TypeConversionException(
          "'%s' is not a number of rows, such as 1000, 1e6 or 10m".formatted(shown));
    }
  }
}
