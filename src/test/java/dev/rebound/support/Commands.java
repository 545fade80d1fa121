package dev.rebound.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.Main;
import dev.rebound.cli.Environment;
import dev.rebound.support.ServiceProcess.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs commands and checks their exit codes: of the packaged service, each in a process of its own,
 * or in the process of the tests, which takes a tenth of the time. A class of tests runs at least
 * one of its commands packaged.
 */
public final class Commands {
  private final Map<String, String> settings;
  private final Runner runner;

  /** Runs one command to its end. */
  private interface Runner {
    Outcome run(Map<String, String> settings, String... arguments);
  }

  private Commands(Map<String, String> settings, Runner runner) {
    this.settings = settings;
    this.runner = runner;
  }

  /**
   * Returns commands that run in the process of the tests.
   *
   * @param settings named as in the environment
   */
  public static Commands inProcess(Map<String, String> settings) {
    return new Commands(settings, Commands::runHere);
  }

  /**
   * Returns commands of the packaged service.
   *
   * @param settings named as in the environment
   */
  public static Commands packaged(Map<String, String> settings) {
    return new Commands(settings, ServiceProcess::run);
  }

  // The output is that of the JVM: one command at a time.
  private static synchronized Outcome runHere(Map<String, String> settings, String... arguments) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    ServiceProcess.setEnvironment(environment, settings);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream standardOutput = System.out;
    PrintStream standardError = System.err;
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      int exitCode = Environment.with(environment, () -> Main.run(arguments));
      return new Outcome(
          exitCode,
          output.toString(StandardCharsets.UTF_8),
          errors.toString(StandardCharsets.UTF_8));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      System.setOut(standardOutput);
      System.setErr(standardError);
    }
  }

  /** Runs a command. */
  public Outcome run(String... arguments) {
    return runner.run(settings, arguments);
  }

  /** Runs a command and asserts exit code 0. */
  public Outcome assertSucceeds(String... arguments) {
    Outcome outcome = run(arguments);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    return outcome;
  }

  /** Runs a command and asserts exit code 1 and one line of errors, which contains the cause. */
  public Outcome assertFails(String cause, String... arguments) {
    Outcome outcome = run(arguments);
    assertEquals(1, outcome.exitCode(), outcome.output() + outcome.errors());
    List<String> lines = outcome.errors().lines().filter(line -> !line.contains(" INFO ")).toList();
    assertEquals(1, lines.size(), outcome.errors());
    assertTrue(lines.get(0).startsWith("rebound: "), outcome.errors());
    assertTrue(lines.get(0).contains(cause), outcome.errors());
    return outcome;
  }
}
