package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.domain.Account;
import dev.rebound.ingest.InputFormat;
import dev.rebound.ingest.csv.CsvMapping;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rebound import}. */
@Command(
    name = "import",
    description = {
      "Read bounces and blocks from lists, logs and mails; gzip is unpacked.",
      "A row that holds no event is reported and the others are kept; what is told twice counts once,",
      "so that an import that was interrupted is run again."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ImportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files or folders to read, or - for standard input.")
  private List<String> files;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      defaultValue = Account.ROOT,
      description = "Whose list it is. Default: ${DEFAULT-VALUE}.")
  private String account;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "What the files are: ${COMPLETION-CANDIDATES}. Default: as name and content show.")
  private InputFormat format;

  @Option(
      names = "--map",
      paramLabel = "MAPPING",
      description =
          "Which columns of a CSV file hold what: email=Address,created=Date,reason=Error,status=Code,"
              + "type=Kind; type:blocked when all rows are blocks. Default: the names that SendGrid,"
              + " Mailgun, SES and Postmark use.")
  private String map;

  @Option(
      names = "--dry-run",
      description = "Change nothing; show what would be added, updated and rejected, and why.")
  private boolean isDryRun;

  @Override
  public Integer call() {
    Settings settings = Settings.of(System.getenv());
    List<ImportFile> inputs = inputs();
    try (StoreSession store = StoreSession.join(settings)) {
      long owner = store.accountId(account);
      EventSink destination =
          isDryRun ? new DryRun(store, owner, System.out) : new Delivery(store, owner);
      new Import(destination, settings.classifier(), format, mapping()).run(inputs);
      return 0;
    }
  }

  private CsvMapping mapping() {
    try {
      return map == null ? CsvMapping.AUTOMATIC : CsvMapping.parse(map);
    } catch (IllegalArgumentException e) {
      throw new SetupException("--map: " + e.getMessage());
    }
  }

  private List<ImportFile> inputs() {
    List<ImportFile> inputs = new ArrayList<>();
    for (String file : files) {
      try {
        inputs.addAll(ImportFile.of(file));
      } catch (IOException e) {
        throw SetupException.of("cannot read " + file, e);
      }
    }
    return inputs;
  }
}
