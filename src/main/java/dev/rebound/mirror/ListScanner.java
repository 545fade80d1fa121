package dev.rebound.mirror;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.RejectedRow;
import dev.rebound.domain.TimeRange;
import dev.rebound.ingest.Row;
import java.util.List;
import java.util.Optional;

/**
 * Scans a list that changes meanwhile, newest rows first. A row that exists from start to end of
 * the scan is delivered at least once. The only requirement: the service returns rows newest first,
 * and the rows of one second always in the same order (contract, 3.1.1).
 *
 * <p>Offsets from the top would move with each added or removed row. So each page requests the rows
 * up to and including the second in which the previous page ended. A second that fills a page is
 * read by offset. Such a page must start with a row that was seen before; otherwise rows above it
 * were removed, and the scan steps back.
 */
final class ListScanner {
  /** Rows that consecutive pages within a second share, if a page has more. */
  static final int OVERLAP = 20;

  /** Consecutive steps back and pages without new rows, before the scan fails. */
  static final int MAX_FRUITLESS = 20;

  interface PageSource {
    List<Row> page(TimeRange created, long offset) throws RemoteListException, InterruptedException;
  }

  /** Receives the rows. */
  interface RowHandler {
    /** Returns whether a row of this address was accepted before. */
    boolean hasSeen(EmailAddress email);

    void accept(BounceEvent row);

    void reject(RejectedRow row);
  }

  private final PageSource source;
  private final RowHandler handler;
  private TimeRange created;
  private long offset;
  // Rows at the start of the next page that this page has too, unless the list changes.
  private int overlap;
  // Whether the overlap has a readable row.
  private boolean isAnchored;
  // The last readable row, and the number of unreadable rows that followed it on its page.
  private Optional<EmailAddress> last = Optional.empty();
  private int unreadableAfterLast;
  // The largest offset read within the second. After a step back, pages below it are not new.
  private long reach;
  private int fruitless;
  private boolean isFinished;

  ListScanner(PageSource source, RowHandler handler, TimeRange created) {
    this.source = source;
    this.handler = handler;
    this.created = created;
  }

  void scan() throws RemoteListException, InterruptedException {
    while (!isFinished) {
      List<Row> page = source.page(created, offset);
      requireOrder(page);
      if (isAnchored && !startsWithSeen(page)) {
        stepBack();
      } else {
        moveOn(page, deliver(page));
      }
    }
  }

  private void requireOrder(List<Row> page) throws RemoteListException {
    long latest = created.to();
    for (BounceEvent event : events(page)) {
      if (event.occurredAt() > latest || event.occurredAt() < created.from()) {
        throw new RemoteListException(
            "the other service does not return rows newest first, or ignores the requested times");
      }
      latest = event.occurredAt();
    }
  }

  private boolean startsWithSeen(List<Row> page) {
    return events(page).stream()
        .findFirst()
        .filter(row -> row.occurredAt() == created.to() && handler.hasSeen(row.email()))
        .isPresent();
  }

  private static List<BounceEvent> events(List<Row> page) {
    return page.stream()
        .filter(Row.Event.class::isInstance)
        .map(row -> ((Row.Event) row).event())
        .toList();
  }

  // Each step is twice as far as the one before. A scan from the second's start misses nothing.
  private void stepBack() throws RemoteListException {
    countFruitless();
    offset = Math.max(0, offset - ((long) PageSubscriber.MAX_ROWS << (fruitless - 1)));
    overlap = 0;
    isAnchored = offset > 0;
  }

  /** Delivers the rows of a page, and returns the number of new ones. */
  private long deliver(List<Row> page) {
    long added = 0;
    int known = Math.max(overlap, countKnown(page));
    for (int i = 0; i < page.size(); i++) {
      if (page.get(i) instanceof Row.Event row) {
        added += handler.hasSeen(row.event().email()) ? 0 : 1;
        handler.accept(row.event());
        last = Optional.of(row.event().email());
        unreadableAfterLast = 0;
      } else if (page.get(i) instanceof Row.Rejected bad) {
        unreadableAfterLast++;
        if (i >= known) {
          handler.reject(bad.row());
        }
      }
    }
    return added;
  }

  // Unreadable rows have no identity. Those up to the end of the previous page are already counted.
  private int countKnown(List<Row> page) {
    for (int i = 0; i < page.size(); i++) {
      if (page.get(i) instanceof Row.Event row
          && last.filter(row.event().email()::equals).isPresent()) {
        return i + 1 + unreadableAfterLast;
      }
    }
    return 0;
  }

  private void moveOn(List<Row> page, long added) throws RemoteListException {
    List<BounceEvent> events = events(page);
    long end = events.isEmpty() ? created.to() : events.get(events.size() - 1).occurredAt();
    if (end < created.to()) {
      created = new TimeRange(created.from(), end);
      overlap = 0;
      offset = 0;
      isAnchored = false;
      reach = 0;
      fruitless = 0;
    } else if (page.isEmpty() || (offset > 0 && added == 0 && page.size() <= overlap)) {
      isFinished = true;
    } else {
      moveOnWithinSecond(page, added);
    }
  }

  private void moveOnWithinSecond(List<Row> page, long added) throws RemoteListException {
    long end = offset + page.size();
    if (added > 0) {
      fruitless = 0;
    } else if (end > reach) {
      countFruitless();
    }
    reach = Math.max(reach, end);
    overlap = Math.min(OVERLAP, page.size() - 1);
    offset = end - overlap;
    isAnchored = !events(page.subList(page.size() - overlap, page.size())).isEmpty();
  }

  private void countFruitless() throws RemoteListException {
    if (++fruitless > MAX_FRUITLESS) {
      throw new RemoteListException(
          "the remote list changes faster than it can be read, or its offset has no effect");
    }
  }
}
