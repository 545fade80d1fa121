package dev.rebound.mirror;

import dev.rebound.domain.IngestCounts;
import dev.rebound.domain.RejectedRow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a pass did.
 *
 * @param isFull whether it looked at the whole list there
 * @param deletes whether it was to delete what vanished
 * @param there rows that it saw there, each once
 * @param told what the store made of the rows that differed
 * @param vanished and deleted rows, of a full pass
 * @param rejected the first of the rows that could not be read, by their place in their page
 * @param rejections how many there were
 */
public record PassReport(
    boolean isFull,
    boolean deletes,
    long there,
    IngestCounts ingested,
    long vanished,
    long deleted,
    List<RejectedRow> rejected,
    long rejections,
    Duration took) {

  public PassReport {
    rejected = List.copyOf(rejected);
  }

  /** One line, without an address. Rows there are added, updated or unchanged. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s pass: %d there, %d added, %d updated, %d unchanged, %s%d rejected, %.1f s",
        isFull ? "full" : "incremental",
        there,
        ingested.added(),
        ingested.updated(),
        there - ingested.added() - ingested.updated(),
        isFull ? vanishedText() : "",
        rejections,
        took.toMillis() / 1000.0);
  }

  private String vanishedText() {
    return vanished + (deletes ? " vanished (deleted " + deleted + "), " : " vanished, ");
  }
}
