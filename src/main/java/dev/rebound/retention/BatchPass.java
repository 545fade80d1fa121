package dev.rebound.retention;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.DeletionEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over all accounts, which processes the rows of each in batches until none is left. */
public final class BatchPass implements Pass {
  private static final Logger LOG = LoggerFactory.getLogger(BatchPass.class);
  // A pass uses at most a quarter of one connection's time.
  private static final int PAUSE_TO_WORK = 3;

  private final Bus bus;
  private final Timer timer;
  private final LongFunction<Future<Long>> batch;
  private final Promise<Long> end = Promise.promise();
  private long rows;
  private boolean isStopped;

  /**
   * @param batch processes some rows of an account and returns their number, 0 when none is left
   */
  private BatchPass(Bus bus, Timer timer, LongFunction<Future<Long>> batch) {
    this.bus = bus;
    this.timer = timer;
    this.batch = batch;
  }

  /**
   * Returns a pass that removes old kept rows of deletions.
   *
   * @param before the rows of deletions before this time are removed
   */
  public static BatchPass removingKeptRows(Bus bus, Timer timer, Instant before) {
    BatchPass pass =
        new BatchPass(
            bus,
            timer,
            account -> bus.ask(Operations.PURGE_DELETED, new DeletionEntry.Purge(account, before)));
    pass.end.future().onSuccess(BatchPass::logRemoved);
    return pass;
  }

  /** Returns a pass that folds the counts of past days. */
  public static BatchPass foldingCounts(Bus bus, Timer timer) {
    return new BatchPass(bus, timer, account -> bus.ask(Operations.FOLD_COUNTS, account));
  }

  private static void logRemoved(long rows) {
    if (rows > 0) {
      LOG.info("kept rows: {} rows of old deletions removed", rows);
    }
  }

  /** Runs the pass and returns the number of rows processed. */
  @Override
  public Future<Long> run() {
    bus.ask(Operations.LIST_ACCOUNTS, Operations.Empty.INSTANCE)
        .onFailure(end::fail)
        .onSuccess(accounts -> nextAccount(accounts.iterator()));
    return end.future();
  }

  @Override
  public void stop() {
    isStopped = true;
  }

  private void nextAccount(Iterator<Account> accounts) {
    if (isStopped || !accounts.hasNext()) {
      end.complete(rows);
    } else {
      process(accounts.next().id(), accounts);
    }
  }

  private void process(long accountId, Iterator<Account> accounts) {
    long start = System.nanoTime();
    batch
        .apply(accountId)
        .onFailure(end::fail)
        .onSuccess(
            processed -> {
              rows += processed;
              if (processed == 0 || isStopped) {
                nextAccount(accounts);
                return;
              }
              Duration work = Duration.ofNanos(System.nanoTime() - start);
              timer
                  .after(work.multipliedBy(PAUSE_TO_WORK))
                  .onComplete(waited -> process(accountId, accounts), end::tryFail);
            });
  }
}
