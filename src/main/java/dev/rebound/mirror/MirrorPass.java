package dev.rebound.mirror;

import dev.rebound.bus.EventSender;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.IngestCounts;
import dev.rebound.domain.RejectedRow;
import dev.rebound.domain.TimeRange;
import dev.rebound.ingest.RejectedRows;
import dev.rebound.ingest.Row;
import java.time.Clock;
import java.util.List;

/** One scan of the remote list, which ingests rows that differ from the local ones. */
final class MirrorPass implements ListScanner.RowHandler {
  private final LocalList local;
  private final RemoteList remote;
  private final TimeRange created;
  private final Clock clock;
  private final RowComparison comparison = new RowComparison();
  private final RejectedRows rejected = new RejectedRows();
  private final EventSender sender;
  private long newest;

  /**
   * @param created the time range of both lists
   */
  MirrorPass(LocalList local, RemoteList remote, TimeRange created, Clock clock) {
    this.local = local;
    this.remote = remote;
    this.created = created;
    this.clock = clock;
    this.sender = local.sender();
  }

  /** Scans the list, and returns once all differing rows are committed. */
  IngestCounts run() throws RemoteListException, InterruptedException {
    local.scan(created, page -> page.forEach(comparison::addLocal));
    try {
      new ListScanner(this::page, this, created).scan();
    } catch (RemoteListException e) {
      sender.finish().await();
      throw e;
    }
    return sender.finish().await();
  }

  // Reads no faster than the store commits.
  private List<Row> page(TimeRange times, long offset)
      throws RemoteListException, InterruptedException {
    sender.room().await();
    return remote.page(times, offset);
  }

  @Override
  public boolean hasSeen(EmailAddress email) {
    return comparison.isRemote(email);
  }

  @Override
  public void accept(BounceEvent row) {
    newest = Math.max(newest, row.occurredAt());
    switch (comparison.addRemote(row)) {
      case ROW -> ingest(row, row.occurredAt());
      // A repeated bounce keeps the row's time. The event gets the current time, so that it is the
      // newest here, but never a time before the row's, which would move the row.
      case TEXT -> ingest(row, Math.max(row.occurredAt() + 1, clock.instant().getEpochSecond()));
      case NONE, REPEATED -> {}
    }
  }

  // Rows of a bounce list are bounces, also if they have another type.
  private void ingest(BounceEvent row, long occurredAt) {
    sender.add(
        new BounceEvent(
            row.email(), occurredAt, BounceType.BOUNCE, row.reason(), row.status(), row.verdict()));
  }

  @Override
  public void reject(RejectedRow row) {
    rejected.add(new Row.Rejected(row));
  }

  /** Finds local rows that a full scan of the remote list did not find, and may delete them. */
  RemovedRows.Counts findRemoved(boolean deletes) throws RemoteListException, InterruptedException {
    boolean isRemoteEmpty = remoteCount() == 0 && rejected.rejections() == 0;
    return new RemovedRows(local, remote, comparison, deletes).find(isRemoteEmpty);
  }

  /** Returns the number of readable remote rows. */
  int remoteCount() {
    return comparison.remoteCount();
  }

  RejectedRows rejected() {
    return rejected;
  }

  /** Returns the time of the newest remote row in Unix seconds; 0 without rows. */
  long newest() {
    return newest;
  }
}
