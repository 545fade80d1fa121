package dev.rebound.cli;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventBatch;
import dev.rebound.ingest.RejectedRows;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.csv.CsvMapping;
import dev.rebound.ingest.format.InputFormat;
import dev.rebound.migrate.SetupException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.wrapped.ProgressBarWrappedInputStream;

/** Reads files into a sink, no faster than the sink processes events, and prints a report. */
final class Import {
  // A folder of mails would otherwise show one short bar a file.
  private static final int MIN_BYTES_FOR_PROGRESS = 1 << 20;
  private static final int MAX_SHOWN = 20;

  /** Receives the events of an import. */
  interface Sink {
    void add(BounceEvent event);

    /** Waits until some thousand more events can be added; by default, they always can. */
    default void awaitCapacity() {}

    /** Waits until all events are processed, and returns their counts. */
    EventBatch.Counts finish();

    /** Returns the counts of the events that are processed so far. */
    EventBatch.Counts counts();
  }

  private final Sink sink;
  private final FileRows fileRows;
  private final boolean showsColumns;
  private final RejectedRows rejected = new RejectedRows();
  private long events;

  /**
   * @param format the format of all files; if empty, it is detected for each file
   * @param mapping the columns of all CSV files
   * @param showsColumns whether the field of each column of a CSV file is printed
   */
  Import(
      Sink sink,
      Classifier classifier,
      Optional<InputFormat> format,
      CsvMapping mapping,
      boolean showsColumns) {
    this.sink = sink;
    this.fileRows = new FileRows(classifier, format, mapping);
    this.showsColumns = showsColumns;
  }

  /**
   * Imports all files and prints the counts. A damaged file does not stop the others.
   *
   * @throws SetupException if a file is not read to its end, if no row of the files is a bounce or
   *     a block, or if the store fails
   */
  void run(List<ImportFile> files) {
    List<SetupException> failures;
    try {
      failures = readAll(files);
      report(sink.finish());
    } catch (SetupException e) {
      report(sink.counts());
      throw new SetupException(
          e.getMessage() + "; run the import again: stored events count as duplicates", e);
    }
    if (files.size() == 1 && !failures.isEmpty()) {
      throw failures.get(0);
    }
    if (!failures.isEmpty()) {
      throw new SetupException(
          "%d of %d files could not be read to their end".formatted(failures.size(), files.size()));
    }
    if (events == 0 && (rejected.rejections() > 0 || !rejected.ignored().isEmpty())) {
      throw new SetupException("no row is a bounce or a block");
    }
  }

  private List<SetupException> readAll(List<ImportFile> files) {
    if (files.size() == 1) {
      return read(files.get(0), "").stream().toList();
    }
    List<SetupException> failures = new ArrayList<>();
    try (ReadAhead<ImportFile, FileRows.Short> ahead =
        new ReadAhead<>(files, fileRows::readShort)) {
      for (ImportFile file : files) {
        FileRows.Short ready = ahead.next();
        Optional<SetupException> failure =
            ready.isWhole() ? take(file, ready) : read(file, prefix(file));
        failure.ifPresent(failures::add);
        if (failures.size() <= MAX_SHOWN) {
          failure.ifPresent(e -> System.err.println(e.getMessage()));
        }
      }
    }
    return failures;
  }

  private static String prefix(ImportFile file) {
    return file.name() + ": ";
  }

  private Optional<SetupException> take(ImportFile file, FileRows.Short ready) {
    ready.rows().forEach(row -> take(prefix(file), row));
    sink.awaitCapacity();
    ready.columns().ifPresent(columns -> report(file, columns));
    return ready.failure().map(cause -> FileRows.failure(file, prefix(file), cause));
  }

  private Optional<SetupException> read(ImportFile file, String prefix) {
    RowReader reader = fileRows.reader(file);
    try (ProgressBar bar = startProgress(file);
        InputStream opened = file.open();
        InputStream watched = new ProgressBarWrappedInputStream(opened, bar);
        InputStream input = new BufferedInputStream(watched, RowReader.CHUNK_BYTES)) {
      FileRows.read(input, reader, row -> take(prefix, row), this::awaitCapacity);
      return Optional.empty();
    } catch (IOException | UnreadableInputException e) {
      return Optional.of(FileRows.failure(file, prefix, e));
    } finally {
      reader.columns().ifPresent(columns -> report(file, columns));
    }
  }

  private boolean awaitCapacity() {
    sink.awaitCapacity();
    return true;
  }

  private static ProgressBar startProgress(ImportFile file) throws IOException {
    boolean isShort = file.size() >= 0 && file.size() < MIN_BYTES_FOR_PROGRESS;
    return isShort
        ? ConsoleProgress.startHidden(file.name(), file.size())
        : ConsoleProgress.start(file.name(), file.size(), " MiB", 1 << 20);
  }

  private void report(ImportFile file, List<RowReader.Column> columns) {
    if (showsColumns) {
      System.out.println(
          columns.stream()
              .filter(column -> !column.fields().isEmpty())
              .map(column -> column.name() + " → " + String.join(", ", column.fields()))
              .collect(Collectors.joining(", ", file.name() + ": ", "")));
    }
    List<String> unused =
        columns.stream()
            .filter(column -> column.fields().isEmpty())
            .map(RowReader.Column::name)
            .toList();
    if (!unused.isEmpty()) {
      System.out.println(file.name() + ": unused columns: " + String.join(", ", unused));
    }
  }

  private void take(String prefix, Row row) {
    if (row instanceof Row.Event accepted) {
      events++;
      sink.add(accepted.event());
      return;
    }
    rejected.add(row);
    if (row instanceof Row.Rejected bad && rejected.rejections() <= MAX_SHOWN) {
      System.err.println(prefix + bad.row().text());
    }
  }

  private void report(EventBatch.Counts counts) {
    System.out.printf(
        "%d added, %d updated, %d duplicates, %d rejected%s%n",
        counts.added(),
        counts.updated(),
        counts.duplicates(),
        rejected.rejections(),
        rejected.ignored().entrySet().stream()
            .map(kind -> ", " + kind.getValue() + " " + kind.getKey() + " (ignored)")
            .collect(Collectors.joining()));
  }
}
