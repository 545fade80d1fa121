package dev.rebound;

import dev.rebound.cli.AccountCommand;
import dev.rebound.cli.ImportCommand;
import dev.rebound.cli.KeyCommand;
import dev.rebound.cli.MigrateCommand;
import dev.rebound.cli.MirrorCommand;
import dev.rebound.cli.RehearseCommand;
import dev.rebound.cli.SeedCommand;
import dev.rebound.cli.ServeCommand;
import dev.rebound.cli.VerifyCommand;
import dev.rebound.cli.Version;
import dev.rebound.cli.WebhookCommand;
import dev.rebound.migrate.SetupException;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code rebound}: the service and its commands. */
@Command(
    name = "rebound",
    description =
        "A self-hosted Bounces service that speaks SendGrid's API. Without a command it serves.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "conf/rebound.properties names every setting. The environment overrides it:",
      "rebound.http.port is REBOUND_HTTP_PORT. REBOUND_CONFIG names another file."
    },
    subcommands = {
      ServeCommand.class,
      MigrateCommand.class,
      ImportCommand.class,
      MirrorCommand.class,
      AccountCommand.class,
      KeyCommand.class,
      WebhookCommand.class,
      VerifyCommand.class,
      SeedCommand.class,
      RehearseCommand.class
    })
public final class Main implements Callable<Integer> {

  public static void main(String[] arguments) {
    // Before the first class of Vert.x is loaded, or it logs elsewhere.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    chooseLogFormat();
    System.exit(isServe(arguments) ? serve() : commandLine().execute(arguments));
  }

  // Before the first logger, which reads conf/logback.xml. Java cannot tell before version 22
  // whether
  // errors go to a terminal; the launcher does.
  private static void chooseLogFormat() {
    try {
      String format = Settings.of(System.getenv()).logFormat();
      boolean isTerminal = Boolean.getBoolean("rebound.log.terminal");
      System.setProperty(
          "rebound.log.format", !format.equals("auto") ? format : isTerminal ? "text" : "json");
    } catch (SetupException e) {
      // Whoever needs the settings says so, in a moment and on every way in.
      System.setProperty("rebound.log.format", "text");
    }
  }

  private static boolean isServe(String[] arguments) {
    return arguments.length == 0 || arguments.length == 1 && arguments[0].equals("serve");
  }

  // Without picocli, whose classes are of a form that no archive takes: loading them would be a
  // quarter of the time of a start.
  private static int serve() {
    try {
      return new ServeCommand().call();
    } catch (SetupException e) {
      System.err.println("rebound: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    } catch (RuntimeException e) {
      // Not left to the JVM, which would wait for the threads of what did not start.
      LoggerFactory.getLogger(Main.class).error("the service did not start", e);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** An expected failure is one line and exit code 1. */
  private static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof SetupException) {
                command.getErr().println("rebound: " + failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw failure;
            });
  }

  @Override
  public Integer call() {
    return new ServeCommand().call();
  }
}
