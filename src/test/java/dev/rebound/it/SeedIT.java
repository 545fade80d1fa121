package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Commands;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rebound seed}. */
@Timeout(180)
class SeedIT {
  private final String url = TestDatabase.migrated();
  private final Map<String, String> settings = Map.of("REBOUND_DATABASE_URL", url);

  @Test
  void seedFillsAnEmptyDatabaseOnceWithCorrectCounts() throws SQLException {
    Outcome seeded =
        Commands.packaged(settings)
            .assertSucceeds("seed", "--rows", "2k", "--accounts", "3", "--until", "2026-01-01");
    assertTrue(
        seeded.output().matches("2000 rows, 2\\d{3} events, \\d+\\.\\d s, \\d+ rows/s\n"),
        seeded.output());
    Outcome verified = run("verify");
    assertEquals(0, verified.exitCode(), verified.output());
    assertTrue(verified.output().contains("seed-3"), verified.output());
    assertEquals(3, verified.output().lines().filter(line -> line.contains("correct")).count());
    Outcome again = run("seed", "--rows", "2k", "--accounts", "4");
    assertNotEquals(0, again.exitCode());
    assertTrue(
        again.errors().endsWith("rebound: the database has bounces already; seed an empty one\n"),
        again.errors());
    assertEquals(List.of("root", "seed-2", "seed-3"), accounts());
  }

  @Test
  void seedPrintsEachAccountWithAWorkingKey() {
    Outcome seeded = run("seed", "--rows", "1000", "--accounts", "2", "--keys");
    assertEquals(0, seeded.exitCode(), seeded.errors());
    List<String> lines = seeded.output().lines().toList();
    assertEquals(List.of("root", "seed-2"), lines.stream().limit(2).map(SeedIT::account).toList());
    assertTrue(lines.get(2).startsWith("1000 rows, "), seeded.output());
    try (TestService service = TestService.start(url, Map.of())) {
      lines.stream()
          .limit(2)
          .map(line -> service.api(line.substring(line.indexOf(' ') + 1)))
          .forEach(api -> assertEquals(1, api.emails("?limit=1").size()));
    }
  }

  private static String account(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  @ParameterizedTest
  @CsvSource({
    "--rows 1000 --days 3651, --days must be a number from 1 to 3650",
    "--seed 1, --rows"
  })
  void aWrongOptionIsReportedWithoutAStackTrace(String options, String message) {
    Outcome outcome = run(("seed " + options).split(" "));
    assertNotEquals(0, outcome.exitCode());
    assertTrue(outcome.errors().contains(message), outcome.errors());
    assertFalse(outcome.errors().contains("\tat "), outcome.errors());
  }

  private List<String> accounts() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = TestDatabase.connect(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM account ORDER BY id")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private Outcome run(String... arguments) {
    return Commands.inProcess(settings).run(arguments);
  }
}
