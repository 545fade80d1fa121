package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.RejectedRow;
import dev.rebound.migrate.SetupException;
import dev.rebound.mirror.LocalList;
import dev.rebound.mirror.Mirror;
import dev.rebound.mirror.PassReport;
import dev.rebound.mirror.RemoteListException;
import java.time.Duration;

/**
 * Passes of a mirror, and what is said of them. Each opens the store for itself: between two of
 * them the service may be stopped and started, and its embedded database with it.
 */
final class Mirroring {
  private static final int MAX_SHOWN = 20;

  private final Settings settings;
  private final String account;
  private final Mirror mirror;

  Mirroring(Settings settings, String account, Mirror mirror) {
    this.settings = settings;
    this.account = account;
    this.mirror = mirror;
  }

  /**
   * One pass.
   *
   * @throws SetupException when it fails
   */
  void once() throws InterruptedException {
    try {
      pass();
    } catch (RemoteListException e) {
      throw new SetupException(e.getMessage(), e);
    }
  }

  /**
   * Pass after pass, until the thread is interrupted. One that fails is said and made again at the
   * next turn; what the first one misses here is not going to come by itself.
   */
  void everyTime(Duration pause) throws InterruptedException {
    for (boolean isFirst = true; true; isFirst = false) {
      try {
        pass();
      } catch (RemoteListException e) {
        sayFailure(e, pause);
      } catch (SetupException e) {
        if (isFirst) {
          throw e;
        }
        sayFailure(e, pause);
      }
      Thread.sleep(pause.toMillis());
    }
  }

  private void pass() throws RemoteListException, InterruptedException {
    try (StoreSession store = StoreSession.join(settings)) {
      report(mirror.pull(new LocalList(store.bus(), store.accountId(account))));
    } catch (UnavailableException e) {
      throw new SetupException("the database does not answer: " + e.getMessage(), e);
    }
  }

  private static void report(PassReport report) {
    for (RejectedRow bad :
        report.rejected().subList(0, Math.min(MAX_SHOWN, report.rejected().size()))) {
      System.err.println("a row there: " + bad.fault());
    }
    System.out.println(report.line());
  }

  private static void sayFailure(Exception failure, Duration pause) {
    System.err.printf(
        "pass failed: %s; next try in %d minutes%n", failure.getMessage(), pause.toMinutes());
  }
}
