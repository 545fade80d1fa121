package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.migrate.SetupException;
import dev.rebound.mirror.Mirror;
import dev.rebound.mirror.RemoteList;
import dev.rebound.mirror.RemoteService;
import dev.rebound.mirror.Sleeper;
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
    Settings settings = Settings.of(System.getenv());
    Clock clock = Clock.systemUTC();
    RemoteList remote = new RemoteList(service, settings.classifier(), clock, Sleeper.SYSTEM);
    Mirror mirror = new Mirror(remote, clock, Duration.ofHours(fullEvery), delete);
    run(new MirrorLoop(settings, account.name(), mirror));
  }

  private void run(MirrorLoop loop) {
    ShutdownSignal signal = ShutdownSignal.watch();
    try {
      if (once) {
        loop.runOnce();
      } else {
        loop.run(Duration.ofMinutes(every));
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

  private static void requireWithin(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new SetupException(option + " must be a number from 1 to " + max);
    }
  }

  private RemoteService service() {
    String given = key == null ? System.getenv().getOrDefault(KEY, "") : key;
    if (given.isBlank()) {
      throw new SetupException("set " + KEY + " to an API key of the other service");
    }
    try {
      return RemoteService.of(from, given.strip(), Optional.ofNullable(onBehalfOf), insecure);
    } catch (IllegalArgumentException e) {
      throw new SetupException(e.getMessage());
    }
  }
}
