package dev.rebound.retention;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.HistoryCut;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * One pass over all accounts: first every history is said to begin with the first day that is kept,
 * then what is older is deleted, batch by batch.
 */
public final class RetentionPass {
  /**
   * Between the two: whoever began to tell an event, or to empty a list, before the history was cut
   * has ended. Were it deleted under his hands, it would be stored and counted again, or its
   * address forgotten. A little longer than the store lets the longest of its statements take.
   */
  public static final Duration LAST_WORDS = Duration.ofMinutes(11);

  // A quarter of one connection's time, and of no more.
  private static final int PAUSE_TO_WORK = 3;

  private final Bus bus;
  private final Pauses pauses;
  private final LocalDate firstKept;
  private final long began = System.nanoTime();
  private final Set<Long> touched = new HashSet<>();
  private long rows;
  private boolean isStopped;

  /**
   * @param firstKept the first UTC day whose events stay
   */
  public RetentionPass(Bus bus, Pauses pauses, LocalDate firstKept) {
    this.bus = bus;
    this.pauses = pauses;
    this.firstKept = firstKept;
  }

  /** Fails when the database does; what was deleted is gone, and the next pass goes on. */
  public Future<RetentionReport> run() {
    return bus.ask(Operations.LIST_ACCOUNTS, Operations.Empty.INSTANCE)
        .compose(this::cut)
        .compose(this::deleteAll)
        .map(this::report);
  }

  /** Ends it after the batch that runs. */
  public void stop() {
    isStopped = true;
  }

  /** The cuts of those who have something to delete. */
  private Future<Queue<HistoryCut>> cut(List<Account> accounts) {
    Promise<Queue<HistoryCut>> older = Promise.promise();
    cut(accounts.iterator(), new ArrayDeque<>(), older);
    return older.future();
  }

  // Not a chain of futures, of which there would be a link for each account.
  private void cut(
      Iterator<Account> accounts, Queue<HistoryCut> older, Promise<Queue<HistoryCut>> all) {
    if (isStopped || !accounts.hasNext()) {
      all.complete(older);
      return;
    }
    HistoryCut cut = new HistoryCut(accounts.next().id(), firstKept);
    bus.ask(Operations.CUT_HISTORY, cut)
        .onFailure(all::fail)
        .onSuccess(
            hasOlder -> {
              if (hasOlder) {
                older.add(cut);
              }
              cut(accounts, older, all);
            });
  }

  /** Whether all of them are done. */
  private Future<Boolean> deleteAll(Queue<HistoryCut> cuts) {
    if (cuts.isEmpty()) {
      return Future.succeededFuture(true);
    }
    Promise<Boolean> areDone = Promise.promise();
    pauses.pause(LAST_WORDS).onComplete(waited -> delete(cuts, areDone), areDone::tryFail);
    return areDone.future();
  }

  // Nor here, with a hundred thousand batches.
  private void delete(Queue<HistoryCut> cuts, Promise<Boolean> areDone) {
    HistoryCut cut = cuts.peek();
    if (cut == null || isStopped) {
      areDone.complete(cut == null);
      return;
    }
    long start = System.nanoTime();
    bus.ask(Operations.DELETE_HISTORY, cut)
        .onFailure(areDone::fail)
        .onSuccess(
            deleted -> {
              if (deleted.isEmpty()) {
                areDone.complete(false);
                return;
              }
              if (deleted.getAsLong() == 0) {
                cuts.remove();
              }
              note(cut, deleted.getAsLong());
              Duration work = Duration.ofNanos(System.nanoTime() - start);
              pauses
                  .pause(work.multipliedBy(PAUSE_TO_WORK))
                  .onComplete(waited -> delete(cuts, areDone), areDone::tryFail);
            });
  }

  private void note(HistoryCut cut, long deleted) {
    rows += deleted;
    if (deleted > 0) {
      touched.add(cut.accountId());
    }
  }

  private RetentionReport report(boolean isWhole) {
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    return new RetentionReport(rows, touched.size(), time, isWhole);
  }
}
