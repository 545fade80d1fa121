package dev.rebound.cli;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.IngestCounts;
import dev.rebound.ingest.GzipRows;
import dev.rebound.ingest.InputFormat;
import dev.rebound.ingest.RejectedRows;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.csv.CsvMapping;
import dev.rebound.migrate.SetupException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.wrapped.ProgressBarWrappedInputStream;

/** One import, from the first byte to the report. Reads no faster than the store commits. */
final class Import {
  private static final int CHUNK = 1 << 16;
  private static final int HEAD = 1 << 12;
  private static final int SHORT = 1 << 20;
  private static final int MAX_SHOWN = 20;

  private final EventSink destination;
  private final Classifier classifier;
  private final InputFormat format;
  private final CsvMapping mapping;
  private final RejectedRows leftovers = new RejectedRows();

  /**
   * @param format of every file; null when each shows by its name and content
   * @param mapping of every CSV file
   */
  Import(EventSink destination, Classifier classifier, InputFormat format, CsvMapping mapping) {
    this.destination = destination;
    this.classifier = classifier;
    this.format = format;
    this.mapping = mapping;
  }

  /**
   * Reads all of it and reports.
   *
   * @throws SetupException when an input could not be read to its end, or the store did not answer
   */
  void run(List<ImportFile> files) {
    SetupException fault;
    try {
      fault = readAll(files);
      report(destination.finish());
    } catch (SetupException e) {
      report(destination.counts());
      throw new SetupException(e.getMessage() + "; what is counted above is kept: run it again", e);
    }
    if (fault != null) {
      throw fault;
    }
  }

  /**
   * Returns what could not be read to its end, or null. One of many does not keep the rest back.
   */
  private SetupException readAll(List<ImportFile> files) {
    List<SetupException> faults = new ArrayList<>();
    for (ImportFile file : files) {
      Optional<SetupException> fault = read(file, files.size() > 1 ? file.name() + ": " : "");
      fault.ifPresent(faults::add);
      if (files.size() > 1 && faults.size() <= MAX_SHOWN) {
        fault.ifPresent(told -> System.err.println(told.getMessage()));
      }
    }
    if (files.size() <= 1 || faults.isEmpty()) {
      return faults.isEmpty() ? null : faults.get(0);
    }
    return new SetupException(
        "%d of %d files could not be read to their end".formatted(faults.size(), files.size()));
  }

  private Optional<SetupException> read(ImportFile file, String prefix) {
    try (ProgressBar bar = progressBar(file)) {
      read(file, bar, row -> take(prefix, row));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(SetupException.of("cannot read " + file.name(), e));
    } catch (UnreadableInputException e) {
      return Optional.of(new SetupException(prefix + e.getMessage() + place(e)));
    }
  }

  private static String place(UnreadableInputException fault) {
    return fault.index() == UnreadableInputException.NO_INDEX
        ? ""
        : " (after " + fault.index() + " rows)";
  }

  private void read(ImportFile file, ProgressBar bar, Consumer<Row> rows)
      throws IOException, UnreadableInputException {
    try (InputStream opened = file.open();
        InputStream watched =
            bar == null ? opened : new ProgressBarWrappedInputStream(opened, bar);
        InputStream input = new BufferedInputStream(watched, CHUNK)) {
      boolean isPacked = Compression.of(input).isGzip();
      RowReader unpacked =
          format(file, input, isPacked).reader(mapping, new RowDefaults(file::time, classifier));
      RowReader reader = isPacked ? new GzipRows(unpacked) : unpacked;
      byte[] chunk = new byte[isPacked ? GzipRows.CHUNK_BYTES : CHUNK];
      for (int length = input.read(chunk); length > 0; length = input.read(chunk)) {
        reader.feed(chunk, 0, length, rows);
        destination.makeRoom();
      }
      reader.finish(rows);
    }
  }

  private InputFormat format(ImportFile file, InputStream input, boolean isPacked)
      throws IOException {
    if (format != null) {
      return format;
    }
    byte[] head = isPacked ? Compression.unpackedHead(input, HEAD) : Compression.head(input, HEAD);
    return InputFormat.ofName(file.name())
        .or(() -> InputFormat.ofContent(head))
        .orElseThrow(() -> new IOException("its format does not show; name it with --format"));
  }

  private void take(String prefix, Row row) {
    if (row instanceof Row.Event accepted) {
      destination.add(accepted.event());
      return;
    }
    leftovers.add(row);
    if (row instanceof Row.Rejected rejected && leftovers.rejections() <= MAX_SHOWN) {
      System.err.println(prefix + rejected.row().text());
    }
  }

  private void report(IngestCounts counts) {
    System.out.printf(
        "%d added, %d updated, %d duplicates, %d rejected%s%n",
        counts.added(),
        counts.updated(),
        counts.duplicates(),
        leftovers.rejections(),
        leftovers.ignored().entrySet().stream()
            .map(kind -> ", " + kind.getValue() + " " + kind.getKey() + " (ignored)")
            .collect(Collectors.joining()));
  }

  /** Rate and remaining time, on a terminal only. */
  private static ProgressBar progressBar(ImportFile file) throws IOException {
    // A folder of mails would show a bar for each of them, and none for long enough to be read.
    boolean isShort = file.size() >= 0 && file.size() < SHORT;
    return Terminal.isStandardError() && !isShort
        ? new ProgressBarBuilder()
            .setTaskName(file.name())
            .setInitialMax(file.size())
            .setUnit(" MiB", 1 << 20)
            .showSpeed()
            .build()
        : null;
  }
}
