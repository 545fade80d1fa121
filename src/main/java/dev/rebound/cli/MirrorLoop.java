package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.UnavailableException;
import dev.rebound.migrate.SetupException;
import dev.rebound.mirror.LocalList;
import dev.rebound.mirror.Mirror;
import dev.rebound.mirror.PassReport;
import dev.rebound.mirror.RemoteListException;
import java.time.Duration;

/**
 * Runs mirror passes and prints their reports. Each pass opens its own store session, so that the
 * service and its embedded database may restart between passes.
 */
final class MirrorLoop {
  private static final int MAX_SHOWN = 20;

  private final Settings settings;
  private final String account;
  private final Mirror mirror;

  MirrorLoop(Settings settings, String account, Mirror mirror) {
    this.settings = settings;
    this.account = account;
    this.mirror = mirror;
  }

  /**
   * Runs one pass.
   *
   * @throws SetupException if it fails
   */
  void runOnce() throws InterruptedException {
    try {
      pull();
    } catch (RemoteListException e) {
      throw new SetupException(e.getMessage(), e);
    }
  }

  /**
   * Runs passes until the thread is interrupted. A failed pass is reported; the next one tries
   * again.
   *
   * @throws SetupException if the first pass fails on this side, such as for an unknown account
   */
  void run(Duration interval) throws InterruptedException {
    for (boolean isFirst = true; true; isFirst = false) {
      try {
        pull();
      } catch (RemoteListException e) {
        reportFailure(e, interval);
      } catch (SetupException e) {
        if (isFirst) {
          throw e;
        }
        reportFailure(e, interval);
      }
      Thread.sleep(interval.toMillis());
    }
  }

  private void pull() throws RemoteListException, InterruptedException {
    try (StoreSession store = StoreSession.open(settings)) {
      report(mirror.pull(new LocalList(store.bus(), store.accountId(account))));
    } catch (UnavailableException e) {
      throw StoreSession.unavailable(e);
    }
  }

  private static void report(PassReport report) {
    report.rejected().stream()
        .limit(MAX_SHOWN)
        .forEach(bad -> System.err.println("unreadable row: " + bad.fault()));
    System.out.println(report.line());
  }

  private static void reportFailure(Exception e, Duration interval) {
    System.err.printf(
        "pass failed: %s; next try in %d minutes%n", e.getMessage(), interval.toMinutes());
  }
}
