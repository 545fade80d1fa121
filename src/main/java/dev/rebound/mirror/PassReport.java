package dev.rebound.mirror;

import dev.rebound.domain.EventBatch;
import dev.rebound.domain.RejectedRow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The result of a pass.
 *
 * @param isFull whether the pass read the whole remote list
 * @param deletes whether removed rows are deleted here
 * @param remoteRows the number of different remote rows
 * @param ingested counts of the rows that differed
 * @param removed the number of removed rows; 0 for an incremental pass
 * @param deleted those that were deleted here
 * @param rejected the first unreadable rows, by their index in their page
 * @param rejections the number of unreadable rows
 */
public record PassReport(
    boolean isFull,
    boolean deletes,
    long remoteRows,
    EventBatch.Counts ingested,
    long removed,
    long deleted,
    List<RejectedRow> rejected,
    long rejections,
    Duration took) {

  public PassReport {
    rejected = List.copyOf(rejected);
  }

  /** Returns a line without addresses. A remote row is added, updated or unchanged. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s pass: %d remote rows, %d added, %d updated, %d unchanged, %s%d rejected, %.1f s",
        isFull ? "full" : "incremental",
        remoteRows,
        ingested.added(),
        ingested.updated(),
        remoteRows - ingested.added() - ingested.updated(),
        isFull ? removedText() : "",
        rejections,
        took.toMillis() / 1000.0);
  }

  private String removedText() {
    return removed + " removed remotely" + (deletes ? " (" + deleted + " deleted), " : ", ");
  }
}
