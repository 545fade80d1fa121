package dev.rebound.mirror;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.TimeRange;
import java.util.ArrayList;
import java.util.List;

/** Finds mirrored rows that a full scan of the remote list did not find. */
final class RemovedRows {
  // Small, so that little time passes between the check and the deletion.
  private static final int DELETE_BATCH = 50;

  /**
   * Counts of removed rows.
   *
   * @param rows rows that the remote list has removed
   * @param deleted those that were deleted here
   */
  record Counts(long rows, long deleted) {
    static final Counts NONE = new Counts(0, 0);
  }

  private final LocalList local;
  private final RemoteList remote;
  private final RowComparison comparison;
  private final boolean deletes;
  private long rows;
  private long deleted;

  RemovedRows(LocalList local, RemoteList remote, RowComparison comparison, boolean deletes) {
    this.local = local;
    this.remote = remote;
    this.comparison = comparison;
    this.deletes = deletes;
  }

  /**
   * Scans the local list.
   *
   * @param isRemoteEmpty whether the remote list has no rows
   * @throws RemoteListException also if the remote list is empty and there are mirrored rows here
   */
  Counts find(boolean isRemoteEmpty) throws RemoteListException, InterruptedException {
    local.scan(TimeRange.ALL, page -> find(page, isRemoteEmpty));
    return new Counts(rows, deleted);
  }

  private void find(List<Bounce> page, boolean isRemoteEmpty)
      throws RemoteListException, InterruptedException {
    List<EmailAddress> onlyLocal =
        page.stream()
            .map(row -> new EmailAddress(row.email()))
            .filter(comparison::isOnlyLocal)
            .toList();
    List<EmailAddress> removed = local.filterMirrored(onlyLocal);
    if (isRemoteEmpty && !removed.isEmpty()) {
      throw new RemoteListException(
          "the remote list is empty, but this list has rows that came from it: nothing is deleted;"
              + " check that the key belongs to the right account");
    }
    if (deletes) {
      delete(removed);
    } else {
      rows += removed.size();
    }
  }

  // Looks up each address once more: a scan of a changing list is not proof enough.
  private void delete(List<EmailAddress> removed) throws RemoteListException, InterruptedException {
    List<EmailAddress> batch = new ArrayList<>();
    for (EmailAddress email : removed) {
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
    rows += batch.size();
    deleted += local.delete(batch);
  }
}
