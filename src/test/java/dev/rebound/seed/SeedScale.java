package dev.rebound.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeding a million rows beside psql's {@code \copy} of the same rows into the same tables: {@code
 * mvn -Pscale verify}. Both are timed from the first row to the last commit, with making the rows
 * and counting them, without the VACUUM at the end. Needs psql, and two gigabytes of disk.
 */
class SeedScale {
  private static final long ROWS = 1_000_000;
  private static final double LEAST_RATIO = 0.7;
  private static final SeedPlan PLAN = new SeedPlan(ROWS, 1, 1, 365, LocalDate.of(2026, 1, 1));

  @TempDir private Path folder;

  @Test
  void seedingKeepsUpWithTheCopyOfPsql() throws Exception {
    String url = TestDatabase.migrated();
    try (Connection connection = TestDatabase.connect(url)) {
      double first = seed(connection);
      dump(url);
      truncate(connection);
      double psql = load(url);
      truncate(connection);
      double second = seed(connection);
      double ratio = psql / Math.max(first, second);
      System.out.printf(
          "seed: %.1f s and %.1f s, %,.0f rows/s; psql: %.1f s, %,.0f rows/s; slower seed to psql: %.2f%n",
          first, second, ROWS / second, psql, ROWS / psql, ratio);
      assertTrue(ratio >= LEAST_RATIO, "ratio " + ratio);
    }
  }

  /** Seconds without the VACUUM, which psql is not asked for either. */
  private static double seed(Connection connection) throws SQLException, InterruptedException {
    long start = System.nanoTime();
    SeedWriter writer = new SeedWriter(connection);
    assertEquals(ROWS, writer.fill(PLAN, new long[] {1}, rows -> {}).orElseThrow().rows());
    double seconds = (System.nanoTime() - start) / 1e9;
    writer.vacuum();
    System.out.printf("vacuum: %.1f s%n", (System.nanoTime() - start) / 1e9 - seconds);
    return seconds;
  }

  private void dump(String url) throws IOException, InterruptedException {
    psql(url, "\\copy %1$s TO '%2$s'");
  }

  private double load(String url) throws IOException, InterruptedException {
    long start = System.nanoTime();
    psql(url, "\\copy %1$s FROM '%2$s'");
    return (System.nanoTime() - start) / 1e9;
  }

  /** All tables in one transaction, as the seed does it. */
  private void psql(String url, String copy) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", url));
    for (String table : SeedStatements.TABLES) {
      command.add("-c");
      command.add(copy.formatted(table, folder.resolve(table)));
    }
    Process psql = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, psql.waitFor());
  }

  private static void truncate(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE " + String.join(", ", SeedStatements.TABLES));
      statement.execute("CHECKPOINT");
    }
  }
}
