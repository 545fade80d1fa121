package dev.rebound.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.ServiceProcess.Outcome;
import java.util.List;
import java.util.Map;

/** Runs commands of the packaged service and checks their exit codes. */
public final class Commands {
  private final Map<String, String> settings;

  /**
   * @param settings named as in the environment
   */
  public Commands(Map<String, String> settings) {
    this.settings = settings;
  }

  /** Runs a command and asserts exit code 0. */
  public Outcome assertSucceeds(String... arguments) {
    Outcome outcome = ServiceProcess.run(settings, arguments);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    return outcome;
  }

  /** Runs a command and asserts exit code 1 and one line of errors, which contains the cause. */
  public Outcome assertFails(String cause, String... arguments) {
    Outcome outcome = ServiceProcess.run(settings, arguments);
    assertEquals(1, outcome.exitCode(), outcome.output() + outcome.errors());
    List<String> lines = outcome.errors().lines().filter(line -> !line.contains(" INFO ")).toList();
    assertEquals(1, lines.size(), outcome.errors());
    assertTrue(lines.get(0).startsWith("rebound: "), outcome.errors());
    assertTrue(lines.get(0).contains(cause), outcome.errors());
    return outcome;
  }
}
