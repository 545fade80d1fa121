package dev.rebound.cli;

import dev.rebound.bounce.Account;
import dev.rebound.bounce.NewAccount;
import dev.rebound.bus.Operations;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.SetupException;
import dev.rebound.seed.SeedPlan;
import dev.rebound.seed.SeedWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** One seed, from the accounts to the report. */
final class Seeding {
  private static final String NAME = "seed-";

  private final StoreSession store;
  private final SeedPlan plan;

  Seeding(StoreSession store, SeedPlan plan) {
    this.store = store;
    this.plan = plan;
  }

  /**
   * Fills the database and reports.
   *
   * @throws SetupException when it has bounces already, or does not answer; its bounces are as they
   *     were
   */
  void run() throws InterruptedException {
    DatabaseUrl url = store.databaseUrl();
    long start = System.nanoTime();
    try (Connection connection = url.connect();
        ProgressBar bar = progressBar()) {
      SeedWriter writer = new SeedWriter(connection);
      if (writer.isFilled()) {
        throw filled();
      }
      SeedWriter.Written written =
          writer.write(plan, accountIds(), rows -> show(bar, rows)).orElseThrow(Seeding::filled);
      report(written, (System.nanoTime() - start) / 1e9);
    } catch (SQLException e) {
      throw url.explain(e);
    }
  }

  private static SetupException filled() {
    return new SetupException("the database has bounces already; seed an empty one");
  }

  private long[] accountIds() {
    long[] ids = new long[plan.accounts()];
    ids[0] = store.accountId(Account.ROOT);
    for (int i = 1; i < ids.length; i++) {
      String name = NAME + (i + 1);
      // It may be there from a seed that was interrupted.
      store.ask(Operations.CREATE_ACCOUNT, new NewAccount(name, Account.ROOT, null));
      ids[i] = store.accountId(name);
    }
    return ids;
  }

  private static void show(ProgressBar bar, long rows) {
    if (bar != null) {
      bar.stepTo(rows);
    }
  }

  private static void report(SeedWriter.Written written, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "%d rows, %d events, %.1f s, %.0f rows/s%n",
        written.rows(),
        written.events(),
        seconds,
        written.rows() / seconds);
  }

  /** Rate and remaining time, on a terminal only. */
  private ProgressBar progressBar() {
    return Terminal.isStandardError()
        ? new ProgressBarBuilder()
            .setTaskName("seed")
            .setInitialMax(plan.rows())
            .setUnit(" rows", 1)
            .showSpeed()
            .build()
        : null;
  }
}
