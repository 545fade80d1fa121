package dev.rebound.mirror;

import dev.rebound.domain.TimeRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a local list equal to a remote list, in passes. A full pass reads the whole remote list; an
 * incremental pass reads from the newest known row on. The next pass repairs an interrupted one.
 * Not thread-safe.
 */
public final class Mirror {
  private final RemoteList remote;
  private final Clock clock;
  private final Duration fullInterval;
  private final boolean deletes;
  private Instant lastFull = Instant.MIN;
  private long newest;

  /**
   * @param fullInterval the time between the starts of two full passes
   * @param deletes whether mirrored rows are deleted here once the remote list has removed them
   */
  public Mirror(RemoteList remote, Clock clock, Duration fullInterval, boolean deletes) {
    this.remote = remote;
    this.clock = clock;
    this.fullInterval = fullInterval;
    this.deletes = deletes;
  }

  /**
   * Runs the next pass. The first pass is a full one.
   *
   * @throws RemoteListException if the remote list is not read to its end, or is implausible; rows
   *     ingested before are kept
   * @throws dev.rebound.bus.UnavailableException if the store is unavailable
   */
  public PassReport pull(LocalList local) throws RemoteListException, InterruptedException {
    Instant start = clock.instant();
    boolean isFull = lastFull.equals(Instant.MIN) || !start.isBefore(lastFull.plus(fullInterval));
    MirrorPass pass = new MirrorPass(local, remote, isFull ? TimeRange.ALL : since(start), clock);
    pass.run();
    if (isFull) {
      pass.findRemoved(deletes);
      lastFull = start;
    }
    newest = Math.max(newest, pass.newest());
    return pass.report(isFull, deletes, Duration.between(start, clock.instant()));
  }

  // Includes the newest second, which may have got more rows. A row with a future time must not
  // hide rows before it.
  private TimeRange since(Instant start) {
    return new TimeRange(Math.min(newest, start.getEpochSecond()), Long.MAX_VALUE);
  }
}
