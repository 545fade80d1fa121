package dev.rebound.cli;

import dev.rebound.bounce.EventSource;
import dev.rebound.bounce.IngestCounts;
import dev.rebound.bounce.RejectedRow;
import dev.rebound.bus.EventSender;
import dev.rebound.classify.Classifier;
import dev.rebound.ingest.JsonRows;
import dev.rebound.ingest.Leftovers;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** One import, from the first byte to the report. */
final class Import {
  /** For {@link #run}: a stream of unknown length. */
  static final long UNKNOWN_SIZE = -1;

  private static final int CHUNK = 1 << 16;
  private static final int MAX_SHOWN = 20;

  private final StoreSession store;
  private final EventSender sender;
  private final RowReader rows;
  private final Leftovers leftovers = new Leftovers();

  Import(StoreSession store, long accountId, String fileName, Classifier classifier) {
    this.store = store;
    this.sender = new EventSender(store.bus(), accountId, EventSource.IMPORT);
    boolean isNdjson = fileName.endsWith(".ndjson") || fileName.endsWith(".jsonl");
    this.rows =
        new JsonRows(
            isNdjson ? JsonRows.Format.NDJSON : JsonRows.Format.JSON,
            JsonRows.Dialect.OWN,
            new RowDefaults(() -> Clock.systemUTC().instant().getEpochSecond(), classifier));
  }

  /**
   * Reads all of it, no faster than the store commits.
   *
   * @param size in bytes, for the progress bar
   * @return the exit code: 0, or 1 when the input could not be read to its end
   */
  int run(InputStream input, long size) throws IOException {
    String fault = null;
    try (ProgressBar bar = progressBar(size)) {
      byte[] chunk = new byte[CHUNK];
      for (int n = input.read(chunk); n >= 0; n = input.read(chunk)) {
        rows.feed(chunk, 0, n, this::take);
        store.await(sender.room());
        step(bar, n);
      }
      rows.finish(this::take);
    } catch (SetupException e) {
      report(sender.counts());
      throw new SetupException(e.getMessage() + "; what is counted above is kept: run it again", e);
    } catch (UnreadableInputException e) {
      fault = e.getMessage() + " (after " + e.index() + " rows, which are kept)";
    }
    report(store.await(sender.finish()));
    if (fault != null) {
      throw new SetupException(fault);
    }
    return 0;
  }

  private void take(Row row) {
    if (row instanceof Row.Event accepted) {
      sender.add(accepted.event());
      return;
    }
    leftovers.add(row);
    if (row instanceof Row.Rejected rejected && leftovers.rejections() <= MAX_SHOWN) {
      RejectedRow bad = rejected.row();
      String field = bad.field() == null ? "" : bad.field() + " ";
      System.err.println("row " + bad.index() + ": " + field + bad.message());
    }
  }

  private void report(IngestCounts counts) {
    System.out.printf(
        "%d added, %d updated, %d duplicates, %d rejected%n",
        counts.added(), counts.updated(), counts.duplicates(), leftovers.rejections());
  }

  /** Rate and remaining time, on a terminal only. */
  private static ProgressBar progressBar(long size) {
    return Terminal.isStandardError()
        ? new ProgressBarBuilder()
            .setTaskName("import")
            .setInitialMax(size)
            .setUnit(" MiB", 1 << 20)
            .showSpeed()
            .build()
        : null;
  }

  private static void step(ProgressBar bar, int bytes) {
    if (bar != null) {
      bar.stepBy(bytes);
    }
  }
}
