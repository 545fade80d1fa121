package dev.rebound.retention;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.HistoryEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over all accounts. It first cuts every history to the first day to keep, then deletes
 * the older events in batches. It iterates with callbacks, because a chain of futures would keep a
 * link in memory for each account and each batch.
 */
public final class RetentionPass implements Pass {
  /**
   * The delay between the cuts and the first deletion. Ingest and deletion statements that started
   * before a cut have ended by then: such a statement could store and count a deleted event again,
   * or lose the record that its address was on the list. It is a little longer than the store's
   * longest statement timeout.
   */
  public static final Duration GRACE_PERIOD = Duration.ofMinutes(11);

  // Deletion uses at most a quarter of one connection's time.
  private static final int PAUSE_TO_WORK = 3;

  /**
   * The result of a pass.
   *
   * @param rows the events deleted
   * @param accounts the accounts with deleted events
   * @param isComplete false when the pass was stopped or left the rest to another instance
   */
  public record Report(long rows, int accounts, Duration time, boolean isComplete) {}

  private static final Logger LOG = LoggerFactory.getLogger(RetentionPass.class);

  private final Bus bus;
  private final Timer timer;
  private final LocalDate firstKept;
  private final long startedAt = System.nanoTime();
  private final Set<Long> changedAccounts = new HashSet<>();
  private long rows;
  private boolean isStopped;

  /**
   * @param firstKept the first UTC day whose events stay
   */
  public RetentionPass(Bus bus, Timer timer, LocalDate firstKept) {
    this.bus = bus;
    this.timer = timer;
    this.firstKept = firstKept;
  }

  /**
   * Returns a pass that keeps the events of so many whole days.
   *
   * @param clock decides what is old
   * @param days 1 or more
   */
  public static RetentionPass keeping(Bus bus, Timer timer, Clock clock, int days) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return new RetentionPass(bus, timer, today.minusDays(days));
  }

  @Override
  public Future<Report> run() {
    return bus.ask(Operations.LIST_ACCOUNTS, Operations.Empty.INSTANCE)
        .compose(this::cut)
        .compose(this::deleteAll)
        .map(this::report)
        .onSuccess(RetentionPass::log);
  }

  private static void log(Report report) {
    if (report.rows() > 0) {
      LOG.info(
          "retention: {} events of {} accounts deleted in {} s{}",
          report.rows(),
          report.accounts(),
          report.time().toSeconds(),
          report.isComplete() ? "" : "; another instance continues");
    }
  }

  @Override
  public void stop() {
    isStopped = true;
  }

  /** Returns the cuts of the accounts that have older events. */
  private Future<Queue<HistoryEvent.Cut>> cut(List<Account> accounts) {
    Promise<Queue<HistoryEvent.Cut>> cuts = Promise.promise();
    cut(accounts.iterator(), new ArrayDeque<>(), cuts);
    return cuts.future();
  }

  private void cut(
      Iterator<Account> accounts,
      Queue<HistoryEvent.Cut> cuts,
      Promise<Queue<HistoryEvent.Cut>> all) {
    if (isStopped || !accounts.hasNext()) {
      all.complete(cuts);
      return;
    }
    HistoryEvent.Cut cut = new HistoryEvent.Cut(accounts.next().id(), firstKept);
    bus.ask(Operations.CUT_HISTORY, cut)
        .onFailure(all::fail)
        .onSuccess(
            hasOlder -> {
              if (hasOlder) {
                cuts.add(cut);
              }
              cut(accounts, cuts, all);
            });
  }

  /** Returns whether all events before the cuts are deleted. */
  private Future<Boolean> deleteAll(Queue<HistoryEvent.Cut> cuts) {
    if (cuts.isEmpty()) {
      return Future.succeededFuture(true);
    }
    Promise<Boolean> isComplete = Promise.promise();
    timer.after(GRACE_PERIOD).onComplete(waited -> delete(cuts, isComplete), isComplete::tryFail);
    return isComplete.future();
  }

  private void delete(Queue<HistoryEvent.Cut> cuts, Promise<Boolean> isComplete) {
    if (cuts.isEmpty() || isStopped) {
      isComplete.complete(cuts.isEmpty());
      return;
    }
    long start = System.nanoTime();
    bus.ask(Operations.DELETE_HISTORY, cuts.peek())
        .onFailure(isComplete::fail)
        .onSuccess(
            deleted -> {
              if (deleted.isEmpty()) {
                isComplete.complete(false);
                return;
              }
              count(cuts, deleted);
              Duration work = Duration.ofNanos(System.nanoTime() - start);
              timer
                  .after(work.multipliedBy(PAUSE_TO_WORK))
                  .onComplete(waited -> delete(cuts, isComplete), isComplete::tryFail);
            });
  }

  private void count(Queue<HistoryEvent.Cut> cuts, OptionalLong deleted) {
    if (deleted.getAsLong() == 0) {
      cuts.remove();
    } else {
      rows += deleted.getAsLong();
      changedAccounts.add(cuts.peek().accountId());
    }
  }

  private Report report(boolean isComplete) {
    Duration time = Duration.ofNanos(System.nanoTime() - startedAt);
    return new Report(rows, changedAccounts.size(), time, isComplete);
  }
}
