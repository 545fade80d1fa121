package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.EventPreview;
import dev.rebound.bus.EventSender;
import dev.rebound.bus.EventSink;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventBatch;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.csv.CsvMapping;
import dev.rebound.ingest.format.InputFormat;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code rebound import}. */
@Command(
    name = "import",
    description = {
      "Import bounces and blocks from lists, logs and mails.",
      "Gzip is decompressed. Unreadable rows are reported and skipped.",
      "Events that are stored already count as duplicates: run an interrupted import again."
    })
public final class ImportCommand implements Runnable {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "A file or folder, or - for standard input.")
  private List<String> files;

  @Mixin private AccountOption account;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "The format of all files: ${COMPLETION-CANDIDATES}. Default: detected from name and"
              + " content.")
  private InputFormat format;

  @Option(
      names = "--map",
      paramLabel = "MAPPING",
      description =
          "The columns of a CSV file: email=Address,created=Date,reason=Error,status=Code,type=Kind."
              + " With type:blocked, all rows are blocks. Default: the column names of SendGrid,"
              + " Mailgun, SES and Postmark.")
  private String map;

  @Option(
      names = "--as",
      paramLabel = "TYPE",
      converter = RowKindConverter.class,
      description =
          "What the rows of a CSV file or of a list of addresses are: bounce or blocked. Rows that"
              + " name another kind, such as complaints, are still ignored.")
  private RowKind kind;

  @Option(
      names = "--dry-run",
      description =
          "Store nothing. Print the columns of CSV files, the counts, the first rows added and"
              + " updated, and rejected rows.")
  private boolean isDryRun;

  @Override
  public void run() {
    Settings settings = Settings.of(Environment.variables());
    List<ImportFile> inputs = listFiles();
    CsvMapping mapping = parseMapping();
    try (StoreSession store = StoreSession.open(settings)) {
      long accountId = store.accountId(account.name);
      EventSink events =
          isDryRun
              ? new EventPreview(
                  store.bus(), accountId, Long.MAX_VALUE, new DryRunPrinter(System.out))
              : new EventSender(store.bus(), accountId, EventBatch.Source.IMPORT);
      Import.Sink sink = new StoreSink(store, events);
      new Import(sink, settings.classifier(), Optional.ofNullable(format), mapping, isDryRun)
          .run(inputs);
    }
  }

  private List<ImportFile> listFiles() {
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

  private CsvMapping parseMapping() {
    CsvMapping mapping =
        map == null
            ? CsvMapping.AUTOMATIC
            : SetupException.requireValid("--map: ", () -> CsvMapping.parse(map));
    return kind == null ? mapping : mapping.withKind(kind);
  }

  /** Parses the kind of all rows. */
  static final class RowKindConverter implements ITypeConverter<RowKind> {
    @Override
    public RowKind convert(String text) {
      return Optional.of(new RowKind(text))
          .filter(kind -> kind.type().isPresent())
          .orElseThrow(() -> new TypeConversionException("must be bounce or blocked"));
    }
  }

  /** Waits for the store. */
  private record StoreSink(StoreSession store, EventSink events) implements Import.Sink {
    @Override
    public void add(BounceEvent event) {
      events.add(event);
    }

    @Override
    public void awaitCapacity() {
      store.await(events.room());
    }

    @Override
    public EventBatch.Counts finish() {
      return store.await(events.finish());
    }

    @Override
    public EventBatch.Counts counts() {
      return events.counts();
    }
  }
}
