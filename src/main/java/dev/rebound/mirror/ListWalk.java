package dev.rebound.mirror;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.RejectedRow;
import dev.rebound.domain.TimeRange;
import dev.rebound.ingest.Row;
import java.util.List;

/**
 * A walk over a list that changes meanwhile, newest first: every row that is there from its start
 * to its end is given out at least once. The only thing that it takes for granted is that rows are
 * answered newest first and those of one second in one order (contract, 3.1.1).
 *
 * <p>Offsets from the top would move with each row that comes or goes. So each page asks for rows
 * up to the second, inclusive, in which the page before it ended. A second that fills a page is
 * read by offset; each page must begin with a row that was seen, or something was taken away above
 * it and the walk steps back.
 */
final class ListWalk {
  /** Rows that a page within a second has in common with the one before it, where it has more. */
  static final int OVERLAP = 20;

  /** Steps back and pages in a row that bring nothing new, before the walk is given up. */
  static final int MAX_FRUITLESS = 20;

  /** Where pages come from. */
  interface Pages {
    List<Row> page(TimeRange created, long offset) throws RemoteListException, InterruptedException;
  }

  /** Who takes the rows. */
  interface Reader {
    /** Whether the address was taken before. */
    boolean hasSeen(EmailAddress email);

    void take(BounceEvent row);

    void reject(RejectedRow row);
  }

  private final Pages pages;
  private final Reader reader;
  private TimeRange created;
  private long offset;
  // Rows at the start of the next page that were on this one too, unless something changes.
  private int again;
  // Whether one of them can be recognised.
  private boolean isAnchored;
  // The last row that could be read, and how many that could not followed it on its page.
  private EmailAddress last;
  private int followers;
  // How far into the second pages have come; what is read again after a step back is below it.
  private long reach;
  private int fruitless;
  private boolean isOver;

  ListWalk(Pages pages, Reader reader, TimeRange created) {
    this.pages = pages;
    this.reader = reader;
    this.created = created;
  }

  void run() throws RemoteListException, InterruptedException {
    while (!isOver) {
      List<Row> page = pages.page(created, offset);
      requireOrder(page);
      if (isAnchored && !startsWithSeen(page)) {
        stepBack();
      } else {
        moveOn(page, give(page));
      }
    }
  }

  private void requireOrder(List<Row> page) throws RemoteListException {
    long latest = created.to();
    for (Row row : page) {
      if (row instanceof Row.Event ingested) {
        long time = ingested.event().occurredAt();
        if (time > latest || time < created.from()) {
          throw new RemoteListException(
              "the other service does not answer newest first, or not the times it is asked for");
        }
        latest = time;
      }
    }
  }

  private boolean startsWithSeen(List<Row> page) {
    return page.stream()
        .filter(Row.Event.class::isInstance)
        .map(row -> ((Row.Event) row).event())
        .findFirst()
        .filter(row -> row.occurredAt() == created.to() && reader.hasSeen(row.email()))
        .isPresent();
  }

  /** Further each time; from the second's start nothing can be missed. */
  private void stepBack() throws RemoteListException {
    countFruitless();
    offset = Math.max(0, offset - ((long) PageBody.MAX_ROWS << (fruitless - 1)));
    again = 0;
    isAnchored = offset > 0;
  }

  /** Returns how many of the rows are new. */
  private long give(List<Row> page) {
    long fresh = 0;
    int known = Math.max(again, countKnown(page));
    for (int at = 0; at < page.size(); at++) {
      if (page.get(at) instanceof Row.Event ingested) {
        fresh += reader.hasSeen(ingested.event().email()) ? 0 : 1;
        reader.take(ingested.event());
        last = ingested.event().email();
        followers = 0;
      } else if (page.get(at) instanceof Row.Rejected bad) {
        followers++;
        if (at >= known) {
          reader.reject(bad.row());
        }
      }
    }
    return fresh;
  }

  /** Rejected rows have no name: those up to where the page before ended were told with it. */
  private int countKnown(List<Row> page) {
    for (int at = 0; at < page.size(); at++) {
      if (page.get(at) instanceof Row.Event ingested && ingested.event().email().equals(last)) {
        return at + 1 + followers;
      }
    }
    return 0;
  }

  private void moveOn(List<Row> page, long fresh) throws RemoteListException {
    long end = end(page);
    if (end < created.to()) {
      created = new TimeRange(created.from(), end);
      again = 0;
      offset = 0;
      isAnchored = false;
      reach = 0;
      fruitless = 0;
    } else if (page.isEmpty() || (offset > 0 && fresh == 0 && page.size() <= again)) {
      isOver = true;
    } else {
      goOnWithin(page, fresh);
    }
  }

  private void goOnWithin(List<Row> page, long fresh) throws RemoteListException {
    long end = offset + page.size();
    if (fresh > 0) {
      fruitless = 0;
    } else if (end > reach) {
      countFruitless();
    }
    reach = Math.max(reach, end);
    again = Math.min(OVERLAP, page.size() - 1);
    offset = end - again;
    isAnchored =
        page.subList(page.size() - again, page.size()).stream()
            .anyMatch(Row.Event.class::isInstance);
  }

  private void countFruitless() throws RemoteListException {
    if (++fruitless > MAX_FRUITLESS) {
      throw new RemoteListException(
          "the other list changes faster than it can be read, or its offset has no effect");
    }
  }

  /** The time of the last row that has one; else the end of the range. */
  private long end(List<Row> page) {
    for (int at = page.size() - 1; at >= 0; at--) {
      if (page.get(at) instanceof Row.Event ingested) {
        return ingested.event().occurredAt();
      }
    }
    return created.to();
  }
}
