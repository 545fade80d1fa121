package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.domain.Account;
import dev.rebound.migrate.SetupException;
import dev.rebound.mirror.Mirror;
import dev.rebound.mirror.Pause;
import dev.rebound.mirror.RemoteList;
import dev.rebound.mirror.RemoteService;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rebound mirror}. */
@Command(
    name = "mirror",
    description = {
      "Pull the bounce list of SendGrid, or of another service with its v3 API, again and again.",
      "What is new there is added here. Re-bounces and rows that vanished there are seen by full passes.",
      "The key is best given as SENDGRID_API_KEY: a command line can be read by others on the machine."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class MirrorCommand implements Callable<Integer> {
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
          "Its API key, with the scope suppression.bounces.read. Default: $SENDGRID_API_KEY.")
  private String key;

  @Option(
      names = "--on-behalf-of",
      paramLabel = "NAME",
      description = "A subuser there, or \"account-id ID\".")
  private String onBehalfOf;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      defaultValue = Account.ROOT,
      description = "Whose list it is here. Default: ${DEFAULT-VALUE}.")
  private String account;

  @Option(
      names = "--every",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description = "Between two passes, 1 to " + MAX_MINUTES + ". Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--full-every",
      paramLabel = "HOURS",
      defaultValue = "24",
      description = "Between two full passes, 1 to " + MAX_HOURS + ". Default: ${DEFAULT-VALUE}.")
  private int fullEvery;

  @Option(names = "--once", description = "Make one full pass and exit.")
  private boolean once;

  @Option(
      names = "--delete",
      description = "Take rows that came from there off this list when they are gone there.")
  private boolean delete;

  @Option(
      names = "--insecure",
      description = "Allow http:// to another machine; the key is sent unencrypted.")
  private boolean insecure;

  @Override
  public Integer call() {
    requireWithin("--every", every, MAX_MINUTES);
    requireWithin("--full-every", fullEvery, MAX_HOURS);
    RemoteService service = service();
    Settings settings = Settings.of(System.getenv());
    RemoteList other =
        new RemoteList(service, settings.classifier(), Clock.systemUTC(), Pause.SLEEP);
    Mirror mirror = new Mirror(other, Clock.systemUTC(), Duration.ofHours(fullEvery), delete);
    Mirroring mirroring = new Mirroring(settings, account, mirror);
    ShutdownSignal ending = ShutdownSignal.watch();
    try {
      if (once) {
        mirroring.once();
      } else {
        mirroring.everyTime(Duration.ofMinutes(every));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Whatever was interrupted may say so in its own way.
      if (!ending.isAsked()) {
        throw e;
      }
    } finally {
      ending.release();
    }
    return 0;
  }

  private static void requireWithin(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new SetupException(option + " must be a number from 1 to " + most);
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
