package dev.rebound.store;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.TimeRange;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Deletes from the bounce list. */
final class ListDeletions {
  // Of one process, in the statements that run at a time.
  private static final int MAX_ADDRESSES = 10_000;

  private final Lanes lanes;
  private final short slot;
  private final boolean keepsDeleted;
  private final int batch;
  private final ErasedAddresses erased;

  /**
   * @param slot the slot of the day counts that this instance writes to
   * @param keepsDeleted whether deleted rows are kept for an undeletion
   * @param batch the most addresses that one statement deletes
   * @param erased addresses that a deletion forgets too
   */
  ListDeletions(Lanes lanes, short slot, boolean keepsDeleted, int batch, ErasedAddresses erased) {
    this.lanes = lanes;
    this.slot = slot;
    this.keepsDeleted = keepsDeleted;
    this.batch = batch;
    this.erased = erased;
  }

  /**
   * Returns the most addresses of a statement, so that all statements of a process have at most
   * {@value #MAX_ADDRESSES}.
   *
   * @param connections of the process, 1 to {@value #MAX_ADDRESSES}
   */
  static int batch(int connections) {
    return Math.max(1, MAX_ADDRESSES / connections);
  }

  Future<Long> delete(Bounce.Deletion deletion) {
    if (deletion.selection() instanceof Bounce.Deletion.Addresses addresses) {
      return deleteAddresses(deletion, addresses.emails(), 0);
    }
    BounceSelection selection =
        deletion.selection() instanceof Bounce.Deletion.Matching matching
            ? matching.rows()
            : BounceSelection.all(deletion.accountId());
    boolean isSoft = selection.severity().filter(BounceSelection.Severity.SOFT::equals).isPresent();
    return deleteSelected(selection, deletion.origin())
        .compose(
            deleted ->
                isSoft
                    ? Future.succeededFuture(deleted)
                    // Another process may have kept hashes a moment ago.
                    : erased
                        .refresh(lanes.work())
                        .compose(
                            read ->
                                forget(
                                    deletion, selection.created(), selection.emails(), deleted)));
  }

  /**
   * Deletes the hashes of erased addresses, of all addresses if none is named, and returns the
   * number of rows with those deleted before.
   */
  private Future<Long> forget(
      Bounce.Deletion deletion, TimeRange created, List<EmailAddress> emails, long deleted) {
    long accountId = deletion.accountId();
    return erased.mayHave(accountId)
        ? erased
            .forget(lanes.work(), accountId, created, emails, deletion.origin())
            .map(forgotten -> deleted + forgotten)
        : Future.succeededFuture(deleted);
  }

  /** Deletes in batches, each in its own transaction, so that other accounts get turns between. */
  private Future<Long> deleteAddresses(
      Bounce.Deletion deletion, List<EmailAddress> emails, long deleted) {
    int end = Math.min(batch, emails.size());
    List<EmailAddress> next = emails.subList(0, end);
    Tuple parameters = Tuple.of(deletion.accountId(), slot, Bounces.texts(next));
    Deletions.addOrigin(parameters, deletion.origin(), keepsDeleted);
    List<EmailAddress> rest = emails.subList(end, emails.size());
    return lanes
        .work()
        .run(BounceStatements.DELETE_ADDRESSES, parameters)
        .compose(rows -> forget(deletion, TimeRange.ALL, next, deleted + Bounces.count(rows)))
        .compose(
            now ->
                rest.isEmpty()
                    ? Future.succeededFuture(now)
                    : deleteAddresses(deletion, rest, now));
  }

  /**
   * Deletes in batches, newest first, each in its own transaction. So other writes of the account
   * wait for one batch at most. Deletes every row that was on the list before the call: a row never
   * moves up in the list's order while it stays on the list.
   */
  private Future<Long> deleteSelected(BounceSelection selection, DeletionEntry.Origin origin) {
    return deleteBefore(selection, origin, selection.created().to() + 1, "", 0);
  }

  private Future<Long> deleteBefore(
      BounceSelection selection,
      DeletionEntry.Origin origin,
      long created,
      String email,
      long deleted) {
    Tuple parameters =
        SelectionStatements.parameters(selection).addShort(slot).addLong(created).addString(email);
    Deletions.addOrigin(parameters, origin, keepsDeleted);
    Lane lane = selection.emails().size() == 1 ? lanes.work() : lanes.bulk();
    return lane.run(SelectionStatements.deleteBefore(selection), parameters)
        .compose(
            rows -> {
              if (rows.size() == 0) {
                return Future.succeededFuture(deleted);
              }
              Row last = rows.iterator().next();
              return deleteBefore(
                  selection, origin, last.getLong(1), last.getString(2), deleted + last.getLong(0));
            });
  }
}
