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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over all accounts, which removes old kept rows of deletions in batches. */
public final class KeptRowsPass implements Pass {
  private static final Logger LOG = LoggerFactory.getLogger(KeptRowsPass.class);
  // Removal uses at most a quarter of one connection's time.
  private static final int PAUSE_TO_WORK = 3;

  private final Bus bus;
  private final Timer timer;
  private final Instant before;
  private final Promise<Long> end = Promise.promise();
  private long rows;
  private boolean isStopped;

  /**
   * @param before the rows of deletions before this time are removed
   */
  public KeptRowsPass(Bus bus, Timer timer, Instant before) {
    this.bus = bus;
    this.timer = timer;
    this.before = before;
  }

  /** Runs the pass and returns the number of rows removed. */
  @Override
  public Future<Long> run() {
    bus.ask(Operations.LIST_ACCOUNTS, Operations.Empty.INSTANCE)
        .onFailure(end::fail)
        .onSuccess(accounts -> nextAccount(accounts.iterator()));
    return end.future().onSuccess(KeptRowsPass::log);
  }

  private static void log(long rows) {
    if (rows > 0) {
      LOG.info("kept rows: {} rows of old deletions removed", rows);
    }
  }

  @Override
  public void stop() {
    isStopped = true;
  }

  private void nextAccount(Iterator<Account> accounts) {
    if (isStopped || !accounts.hasNext()) {
      end.complete(rows);
    } else {
      purge(new DeletionEntry.Purge(accounts.next().id(), before), accounts);
    }
  }

  private void purge(DeletionEntry.Purge purge, Iterator<Account> accounts) {
    long start = System.nanoTime();
    bus.ask(Operations.PURGE_DELETED, purge)
        .onFailure(end::fail)
        .onSuccess(
            removed -> {
              rows += removed;
              if (removed == 0 || isStopped) {
                nextAccount(accounts);
                return;
              }
              Duration work = Duration.ofNanos(System.nanoTime() - start);
              timer
                  .after(work.multipliedBy(PAUSE_TO_WORK))
                  .onComplete(waited -> purge(purge, accounts), end::tryFail);
            });
  }
}
