package dev.rebound.mirror;

import dev.rebound.domain.IngestCounts;
import dev.rebound.domain.TimeRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a list like another one, pass by pass. A full pass looks at the whole list there; those
 * between look from the newest row on that was seen. A pass that is broken off leaves nothing
 * undone that the next one does not do. For one thread.
 */
public final class Mirror {
  private final RemoteList other;
  private final Clock clock;
  private final Duration fullEvery;
  private final boolean deletes;
  private Instant lastFull = Instant.MIN;
  private long newest;

  /**
   * @param fullEvery how long after the start of a full pass the next one is due
   * @param deletes whether rows that the mirror brought are taken off our list when they are gone
   *     there
   */
  public Mirror(RemoteList other, Clock clock, Duration fullEvery, boolean deletes) {
    this.other = other;
    this.clock = clock;
    this.fullEvery = fullEvery;
    this.deletes = deletes;
  }

  /**
   * Makes the pass that is due: the first is a full one.
   *
   * @throws OtherListException when the other list cannot be read to its end, or is not to be
   *     trusted; what was told before is kept
   * @throws dev.rebound.bus.UnavailableException when the store cannot answer
   */
  public PassReport pull(LocalList own) throws RemoteListException, InterruptedException {
    Instant start = clock.instant();
    boolean isFull = lastFull.equals(Instant.MIN) || !start.isBefore(lastFull.plus(fullEvery));
    Pass pass = new Pass(own, other, isFull ? TimeRange.ALL : since(start), clock);
    IngestCounts ingested = pass.run();
    RemovedRows.Found gone =
        isFull ? pass.vanished(deletes).find(pass.isOtherEmpty()) : RemovedRows.Found.NONE;
    if (isFull) {
      lastFull = start;
    }
    newest = Math.max(newest, pass.newest());
    return new PassReport(
        isFull,
        deletes,
        pass.there(),
        ingested,
        gone.rows(),
        gone.deleted(),
        pass.leftovers().rejected(),
        pass.leftovers().rejections(),
        Duration.between(start, clock.instant()));
  }

  // Inclusive, as rows of that second may have come later. A row of the future must not hide those
  // that come before it.
  private TimeRange since(Instant start) {
    return new TimeRange(Math.min(newest, start.getEpochSecond()), Long.MAX_VALUE);
  }
}
