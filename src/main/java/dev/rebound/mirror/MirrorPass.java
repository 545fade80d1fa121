package dev.rebound.mirror;

import dev.rebound.bus.EventSender;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.RejectedRow;
import dev.rebound.domain.TimeRange;
import dev.rebound.ingest.RejectedRows;
import dev.rebound.ingest.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One scan of the remote list: ingests rows that differ here, and finds removed rows. */
final class MirrorPass implements ListScanner.RowHandler {
  // Small, so that little time passes between the check and the deletion.
  private static final int DELETE_BATCH = 50;

  private final LocalList local;
  private final RemoteList remote;
  private final TimeRange created;
  private final Clock clock;
  private final RowComparison comparison = new RowComparison();
  private final RejectedRows rejected = new RejectedRows();
  private final EventSender sender;
  // The deletions of a pass are one entry of the audit.
  private final DeletionEntry.Origin deletion =
      DeletionEntry.Origin.now(DeletionEntry.Kind.MIRROR, Optional.empty(), Optional.empty());
  private EventBatch.Counts ingested = EventBatch.Counts.NONE;
  private long newest;
  private long removed;
  private long deleted;

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
  void run() throws RemoteListException, InterruptedException {
    local.scan(created, page -> page.forEach(comparison::addLocal));
    try {
      new ListScanner(this::page, this, created).scan();
    } catch (RemoteListException e) {
      sender.finish().await();
      throw e;
    }
    ingested = sender.finish().await();
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

  /**
   * Finds mirrored rows that this scan of the whole remote list did not find.
   *
   * @param deletes whether to delete them here
   * @throws RemoteListException also if the remote list is empty and there are mirrored rows here
   */
  void findRemoved(boolean deletes) throws RemoteListException, InterruptedException {
    local.scan(TimeRange.ALL, page -> findRemoved(page, deletes));
  }

  private void findRemoved(List<Bounce> page, boolean deletes)
      throws RemoteListException, InterruptedException {
    List<EmailAddress> onlyLocal =
        page.stream()
            .map(row -> new EmailAddress(row.email()))
            .filter(comparison::isOnlyLocal)
            .toList();
    List<EmailAddress> onlyHere = local.filterMirrored(onlyLocal);
    boolean isRemoteEmpty = comparison.remoteCount() == 0 && rejected.rejections() == 0;
    if (isRemoteEmpty && !onlyHere.isEmpty()) {
      throw new RemoteListException(
          "the remote list is empty, but this list has rows that came from it: nothing is deleted;"
              + " check that the key belongs to the right account");
    }
    if (deletes) {
      delete(onlyHere);
    } else {
      removed += onlyHere.size();
    }
  }

  // Looks up each address once more: a scan of a changing list is not proof enough.
  private void delete(List<EmailAddress> onlyHere)
      throws RemoteListException, InterruptedException {
    List<EmailAddress> batch = new ArrayList<>();
    for (EmailAddress email : onlyHere) {
      if (!remote.contains(email)) {
        batch.add(email);
      }
      if (batch.size() == DELETE_BATCH) {
        deleteBatch(batch);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      deleteBatch(batch);
    }
  }

  private void deleteBatch(List<EmailAddress> batch) {
    removed += batch.size();
    deleted += local.delete(batch, deletion);
  }

  /** Returns the report of a pass that has taken this time. */
  PassReport report(boolean isFull, boolean deletes, Duration took) {
    return new PassReport(
        isFull,
        deletes,
        comparison.remoteCount(),
        ingested,
        removed,
        deleted,
        rejected.rejected(),
        rejected.rejections(),
        took);
  }

  /** Returns the time of the newest remote row in Unix seconds; 0 without rows. */
  long newest() {
    return newest;
  }
}
