package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bounce.Account;
import dev.rebound.bus.Operations;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rebound import}. */
@Command(
    name = "import",
    description = {
      "Read bounces and blocks from a JSON object or array, or NDJSON (one object a line).",
      "Keys: email, created (Unix seconds), reason, status, type (bounce or blocked), classification.",
      "A row that holds no event is reported and the others are kept; what is told twice counts once."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The file to read, or - for standard input.")
  private String file;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      defaultValue = Account.ROOT,
      description = "Whose list it is. Default: ${DEFAULT-VALUE}.")
  private String account;

  @Override
  public Integer call() {
    Settings settings = Settings.of(System.getenv());
    try (InputStream input = open();
        StoreSession store = StoreSession.join(settings)) {
      Account owner =
          store
              .ask(Operations.FIND_ACCOUNT, account)
              .orElseThrow(() -> new SetupException("there is no account " + account));
      return new Import(store, owner.id(), file, settings.classifier()).run(input, size());
    } catch (IOException e) {
      throw SetupException.of("cannot read " + file, e);
    }
  }

  private boolean isStandardInput() {
    return file.equals("-");
  }

  private InputStream open() throws IOException {
    return isStandardInput() ? System.in : Files.newInputStream(Path.of(file));
  }

  private long size() throws IOException {
    return isStandardInput() ? Import.UNKNOWN_SIZE : Files.size(Path.of(file));
  }
}
