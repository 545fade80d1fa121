package dev.rebound.mirror;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.TimeRange;
import java.util.ArrayList;
import java.util.List;

/** Rows that the mirror once brought and that a full walk over the other list did not see. */
final class RemovedRows {
  // Small, so that little time passes between the question and the deletion.
  private static final int BULK = 50;

  /**
   * What was found.
   *
   * @param rows that are not there any more
   * @param deleted those of them that were taken off our list
   */
  record Found(long rows, long deleted) {
    static final Found NONE = new Found(0, 0);

    private Found plus(Found other) {
      return new Found(rows + other.rows, deleted + other.deleted);
    }
  }

  private final LocalList own;
  private final RemoteList other;
  private final KnownRows known;
  private final boolean deletes;

  RemovedRows(LocalList own, RemoteList other, KnownRows known, boolean deletes) {
    this.own = own;
    this.other = other;
    this.known = known;
    this.deletes = deletes;
  }

  /**
   * Looks through our list again.
   *
   * @param isOtherEmpty whether the walk saw no row at all: then a row of the mirror's is a fault
   */
  Found find(boolean isOtherEmpty) throws RemoteListException, InterruptedException {
    Found found = Found.NONE;
    List<Bounce> page = own.page(TimeRange.ALL, null);
    while (!page.isEmpty()) {
      List<EmailAddress> vanished = own.mirrored(oursAlone(page));
      if (isOtherEmpty && !vanished.isEmpty()) {
        throw new RemoteListException(
            "the other list is empty, while this one has rows that came from it: nothing is"
                + " deleted; check that the key is of the right account");
      }
      found = found.plus(deletes ? delete(vanished) : new Found(vanished.size(), 0));
      page = own.page(TimeRange.ALL, page.get(page.size() - 1));
    }
    return found;
  }

  private List<EmailAddress> oursAlone(List<Bounce> page) {
    return page.stream()
        .map(row -> new EmailAddress(row.email()))
        .filter(known::isOursAlone)
        .toList();
  }

  /** Asks for each once more: a walk over a changing list is not proof enough to delete by. */
  private Found delete(List<EmailAddress> vanished)
      throws RemoteListException, InterruptedException {
    Found found = Found.NONE;
    List<EmailAddress> gone = new ArrayList<>();
    for (EmailAddress email : vanished) {
      if (!other.holds(email)) {
        gone.add(email);
      }
      if (gone.size() == BULK) {
        found = found.plus(new Found(gone.size(), own.delete(gone)));
        gone.clear();
      }
    }
    return gone.isEmpty() ? found : found.plus(new Found(gone.size(), own.delete(gone)));
  }
}
