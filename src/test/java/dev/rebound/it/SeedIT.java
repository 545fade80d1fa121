package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.ServiceProcess;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rebound seed} as it is typed. */
@Timeout(180)
class SeedIT {
  private final Map<String, String> settings =
      Map.of("REBOUND_DATABASE_URL", TestDatabase.migrated());

  @Test
  void anEmptyDatabaseIsFilledOnceAndItsCountsAreRight() {
    Outcome seeded = run("seed", "--rows", "2k", "--accounts", "3", "--until", "2026-01-01");
    assertEquals(0, seeded.exitCode(), seeded.errors());
    assertTrue(
        seeded.output().matches("2000 rows, 2\\d{3} events, \\d+\\.\\d s, \\d+ rows/s\n"),
        seeded.output());
    assertTrue(run("account", "list").output().contains("seed-3"));
    Outcome verified = run("verify");
    assertEquals(0, verified.exitCode(), verified.output());
    assertEquals(3, verified.output().lines().filter(line -> line.contains("correct")).count());
    Outcome again = run("seed", "--rows", "2k", "--accounts", "4");
    assertNotEquals(0, again.exitCode());
    assertTrue(
        again.errors().endsWith("rebound: the database has bounces already; seed an empty one\n"),
        again.errors());
    assertTrue(!run("account", "list").output().contains("seed-4"));
  }

  @Test
  void aKeyIsMadeForEachAccountAndPrintedBesideIt() {
    Outcome seeded = run("seed", "--rows", "1000", "--accounts", "2", "--keys");
    assertEquals(0, seeded.exitCode(), seeded.errors());
    List<String> lines = seeded.output().lines().toList();
    assertEquals(List.of("root", "seed-2"), lines.stream().limit(2).map(SeedIT::account).toList());
    assertTrue(lines.get(2).startsWith("1000 rows, "), seeded.output());
    try (ServiceProcess service = ServiceProcess.start(settings)) {
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
    "--rows 999, --rows must be a number from 1000 to 100000000",
    "--rows ten, 'ten' is not a number of rows",
    "--rows 1000 --accounts 0, --accounts must be a number from 1 to 10000",
    "--rows 1000 --days 3651, --days must be a number from 1 to 3650",
    "--rows 1000 --until 1970-01-02, --until must be a day",
    "--rows 1000 --until tomorrow, --until",
    "--rows 1000 --seed x, --seed",
    "--seed 1, --rows"
  })
  void whatCannotBeSeededIsSaidInOneLine(String options, String message) {
    Outcome outcome = run(("seed " + options).split(" "));
    assertNotEquals(0, outcome.exitCode());
    assertTrue(outcome.errors().contains(message), outcome.errors());
    assertTrue(!outcome.errors().contains("\tat "), outcome.errors());
  }

  private Outcome run(String... arguments) {
    return ServiceProcess.run(settings, arguments);
  }
}
