package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.UnavailableException;
import dev.rebound.migrate.SetupException;
import dev.rebound.mirror.LocalList;
import dev.rebound.mirror.Mirror;
import dev.rebound.mirror.PassReport;
import dev.rebound.mirror.RemoteList;
import dev.rebound.mirror.RemoteListException;
import dev.rebound.mirror.RemoteService;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rebound mirror}. */
@Command(
    name = "mirror",
    description = {
      "Copy the bounce list of SendGrid, or of another service with its v3 API, at regular intervals.",
      "Every pass adds new rows. Full passes also find repeated bounces and removed rows.",
      "Set the key in SENDGRID_API_KEY: other users of the machine can read a command line."
    })
public final class MirrorCommand implements Runnable {
  private static final String KEY = "SENDGRID_API_KEY";
  private static final int MAX_MINUTES = 1440;
  private static final int MAX_HOURS = 8760;
  private static final int MAX_SHOWN = 20;

  @Option(
      names = "--from",
      paramLabel = "URL",
      required = true,
      description = "The other service, such as https://api.sendgrid.com.")
  private String from;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "The other service's API key, with the scope suppression.bounces.read. Default:"
              + " $SENDGRID_API_KEY.")
  private String key;

  @Option(
      names = "--on-behalf-of",
      paramLabel = "NAME",
      description = "A subuser of the other service, or \"account-id ID\".")
  private String onBehalfOf;

  @Mixin private AccountOption account;

  @Option(
      names = "--every",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description = "Minutes between passes, 1 to " + MAX_MINUTES + ". Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--full-every",
      paramLabel = "HOURS",
      defaultValue = "24",
      description = "Hours between full passes, 1 to " + MAX_HOURS + ". Default: ${DEFAULT-VALUE}.")
  private int fullEvery;

  @Option(names = "--once", description = "Run one full pass and exit.")
  private boolean once;

  @Option(
      names = "--delete",
      description = "Delete mirrored rows here that the other service has removed.")
  private boolean delete;

  @Option(
      names = "--insecure",
      description = "Allow http:// to another machine. The key is then sent unencrypted.")
  private boolean insecure;

  @Override
  public void run() {
    requireWithin("--every", every, MAX_MINUTES);
    requireWithin("--full-every", fullEvery, MAX_HOURS);
    RemoteService service = service();
    Settings settings = Settings.of(Environment.variables());
    Clock clock = Clock.systemUTC();
    RemoteList remote = new RemoteList(service, settings.classifier(), clock);
    Mirror mirror = new Mirror(remote, clock, Duration.ofHours(fullEvery), delete);
    ShutdownSignal signal = ShutdownSignal.watch();
    try {
      if (once) {
        runOnce(settings, mirror);
      } else {
        repeat(settings, mirror);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Interrupted work may fail with any exception.
      if (!signal.isReceived()) {
        throw e;
      }
    } finally {
      signal.complete();
    }
  }

  private void runOnce(Settings settings, Mirror mirror) throws InterruptedException {
    try {
      pull(settings, mirror);
    } catch (RemoteListException e) {
      throw new SetupException(e.getMessage(), e);
    }
  }

  // The next pass repairs a failed one. Only a first pass that fails on this side, such as for an
  // unknown account, ends the command.
  private void repeat(Settings settings, Mirror mirror) throws InterruptedException {
    for (boolean isFirst = true; true; isFirst = false) {
      try {
        pull(settings, mirror);
      } catch (RemoteListException e) {
        reportFailure(e);
      } catch (SetupException e) {
        if (isFirst) {
          throw e;
        }
        reportFailure(e);
      }
      Thread.sleep(Duration.ofMinutes(every).toMillis());
    }
  }

  // Each pass opens its own store session, so that the service and its embedded database may
  // restart between passes.
  private void pull(Settings settings, Mirror mirror)
      throws RemoteListException, InterruptedException {
    try (StoreSession store = StoreSession.open(settings)) {
      PassReport report = mirror.pull(new LocalList(store.bus(), store.accountId(account.name)));
      report.rejected().stream()
          .limit(MAX_SHOWN)
          .forEach(bad -> System.err.println("unreadable row: " + bad.fault()));
      System.out.println(report.line());
    } catch (UnavailableException e) {
      throw StoreSession.unavailable(e);
    }
  }

  private void reportFailure(Exception e) {
    System.err.printf("pass failed: %s; next try in %d minutes%n", e.getMessage(), every);
  }

  private static void requireWithin(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new SetupException(option + " must be a number from 1 to " + max);
    }
  }

  private RemoteService service() {
    String given = key == null ? Environment.variables().getOrDefault(KEY, "") : key;
    if (given.isBlank()) {
      throw new SetupException("set " + KEY + " to an API key of the other service");
    }
    return SetupException.requireValid(
        "", () -> RemoteService.of(from, given.strip(), Optional.ofNullable(onBehalfOf), insecure));
  }
}
