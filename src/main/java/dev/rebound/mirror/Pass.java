package dev.rebound.mirror;

import dev.rebound.bus.EventSender;
import dev.rebound.domain.Bounce;
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

/** One walk over the other list, beside ours. */
final class Pass implements ListWalk.Reader {
  private final LocalList own;
  private final RemoteList other;
  private final TimeRange created;
  private final Clock clock;
  private final KnownRows known = new KnownRows();
  private final RejectedRows leftovers = new RejectedRows();
  private final EventSender sender;
  private long newest;

  /**
   * @param created the time to look at, of both lists
   */
  Pass(LocalList own, RemoteList other, TimeRange created, Clock clock) {
    this.own = own;
    this.other = other;
    this.created = created;
    this.clock = clock;
    this.sender = own.sender();
  }

  /** Tells what differs, and returns when it is committed. */
  IngestCounts run() throws RemoteListException, InterruptedException {
    readOwn();
    try {
      new ListWalk(this::page, this, created).run();
    } catch (RemoteListException e) {
      sender.finish().await();
      throw e;
    }
    return sender.finish().await();
  }

  private void readOwn() {
    List<Bounce> page = own.page(created, null);
    while (!page.isEmpty()) {
      page.forEach(known::own);
      page = own.page(created, page.get(page.size() - 1));
    }
  }

  /** Reads no faster than the store commits. */
  private List<Row> page(TimeRange times, long offset)
      throws RemoteListException, InterruptedException {
    sender.room().await();
    return other.page(times, offset);
  }

  @Override
  public boolean hasSeen(EmailAddress email) {
    return known.isSeen(email);
  }

  @Override
  public void take(BounceEvent row) {
    newest = Math.max(newest, row.occurredAt());
    switch (known.see(row)) {
      case ROW -> ingest(row, row.occurredAt());
      // Who bounced again there keeps its time. Told as of now, the row here takes it as the
      // newest;
      // never before its time, which would move the row.
      case TEXT -> ingest(row, Math.max(row.occurredAt() + 1, clock.instant().getEpochSecond()));
      case NONE, REPEATED -> {}
    }
  }

  // It is on a list of bounces, whatever else its row may say.
  private void ingest(BounceEvent row, long occurredAt) {
    sender.add(
        new BounceEvent(
            row.email(), occurredAt, BounceType.BOUNCE, row.reason(), row.status(), row.verdict()));
  }

  @Override
  public void reject(RejectedRow row) {
    leftovers.add(new Row.Rejected(row));
  }

  RemovedRows vanished(boolean deletes) {
    return new RemovedRows(own, other, known, deletes);
  }

  /** Whether nothing at all was there. */
  boolean isOtherEmpty() {
    return known.countSeen() == 0 && leftovers.rejections() == 0;
  }

  int there() {
    return known.countSeen();
  }

  RejectedRows leftovers() {
    return leftovers;
  }

  /** The time of the newest row there in Unix seconds; 0 when there is none. */
  long newest() {
    return newest;
  }
}
