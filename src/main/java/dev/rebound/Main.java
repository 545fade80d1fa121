package dev.rebound;

import dev.rebound.cli.AccountCommand;
import dev.rebound.cli.EraseCommand;
import dev.rebound.cli.ImportCommand;
import dev.rebound.cli.KeyCommand;
import dev.rebound.cli.MigrateCommand;
import dev.rebound.cli.MirrorCommand;
import dev.rebound.cli.RehearseCommand;
import dev.rebound.cli.SeedCommand;
import dev.rebound.cli.ServeCommand;
import dev.rebound.cli.UndeleteCommand;
import dev.rebound.cli.VerifyCommand;
import dev.rebound.cli.WebhookCommand;
import dev.rebound.migrate.SetupException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code rebound}: the service and its commands. */
@Command(
    name = "rebound",
    description =
        "A self-hosted Bounces service that speaks SendGrid's API. Without a command, it serves.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    scope = CommandLine.ScopeType.INHERIT,
    footer = {
      "",
      "conf/rebound.properties lists every setting. The environment overrides it:",
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
      UndeleteCommand.class,
      EraseCommand.class,
      VerifyCommand.class,
      SeedCommand.class,
      RehearseCommand.class
    })
public final class Main {

  public static void main(String[] arguments) {
    // Vert.x reads this property when its first class is loaded.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    chooseLogFormat();
    System.exit(isServe(arguments) ? serve() : run(arguments));
  }

  /** Runs a command other than {@code serve} and returns its exit code. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  // Runs before the first logger, which reads conf/logback.xml. The launcher detects the terminal:
  // Java before version 22 cannot tell whether standard error is one.
  private static void chooseLogFormat() {
    String format = "text";
    try {
      format = Settings.logFormat(System.getenv());
    } catch (SetupException e) {
      // The command reads the settings again and reports this.
    }
    boolean isTerminal = Boolean.getBoolean("rebound.log.terminal");
    System.setProperty(
        "rebound.log.format", !format.equals("auto") ? format : isTerminal ? "text" : "json");
  }

  private static boolean isServe(String[] arguments) {
    return arguments.length == 0 || arguments.length == 1 && arguments[0].equals("serve");
  }

  // Serving does not go through picocli: the JVM's class archive cannot hold picocli's old class
  // files, and loading them would take a quarter of the start.
  private static int serve() {
    try {
      return new ServeCommand().call();
    } catch (SetupException e) {
      System.err.println("rebound: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    } catch (RuntimeException e) {
      // Caught here because the JVM would wait for threads that are still running.
      LoggerFactory.getLogger(Main.class).error("the service did not start", e);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  // An expected failure is one line and exit code 1.
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

  /** Reads the version from the jar's manifest. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"rebound " + (version == null ? "(not packaged)" : version)};
    }
  }
}
