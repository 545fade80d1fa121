package dev.rebound.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.migrate.SetupException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Option values that a command refuses before it opens a database. */
class OptionRangesTest {
  @ParameterizedTest
  @CsvSource({
    "--rows ten, 'ten' is not a number of rows",
    "--rows 1000 --until tomorrow, --until",
    "--rows 1000 --seed x, --seed",
    "--seed 1, --rows"
  })
  void aSeedOptionThatCannotBeParsedIsNamed(String options, String message) {
    CommandLine seed = new CommandLine(new SeedCommand());
    assertMessage(
        message, assertThrows(ParameterException.class, () -> seed.parseArgs(options.split(" "))));
  }

  @ParameterizedTest
  @CsvSource({
    "--rows 0, --rows must be a number from 1 to 100000000",
    "--rows 1000 --accounts 0, --accounts must be a number from 1 to 10000",
    "--rows 1000 --days 3651, --days must be a number from 1 to 3650",
    "--rows 1000 --until 1970-01-02, --until must be a day"
  })
  void aSeedOptionOutOfRangeIsNamedWithItsRange(String options, String message) {
    SeedCommand seed = new SeedCommand();
    new CommandLine(seed).parseArgs(options.split(" "));
    assertMessage(message, assertThrows(SetupException.class, seed::call));
  }

  @ParameterizedTest
  @CsvSource({
    "--every 0, --every must be a number from 1 to 1440",
    "--full-every 9999, --full-every must be"
  })
  void aMirrorPeriodOutOfRangeIsNamedWithItsRange(String options, String message) {
    MirrorCommand mirror = new MirrorCommand();
    new CommandLine(mirror).parseArgs(("--from https://x.org --once " + options).split(" "));
    assertMessage(message, assertThrows(SetupException.class, mirror::run));
  }

  private static void assertMessage(String expected, Exception failure) {
    assertTrue(failure.getMessage().contains(expected), failure.getMessage());
  }
}
