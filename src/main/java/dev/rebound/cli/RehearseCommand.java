package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.domain.ApiKey;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code rebound rehearse}: a service from its start to its stop. A JVM that is told to write down
 * what it loads meanwhile ({@code -XX:AOTCacheOutput}) has the next start in half the time.
 */
@Command(
    name = "rehearse",
    description = {
      "Start a service on a database of its own, ask it every kind of question, and stop it.",
      "The launcher has Java 25 write down what is loaded meanwhile, for a faster start."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RehearseCommand implements Callable<Integer> {
  @Option(
      names = "--database",
      paramLabel = "URL",
      defaultValue = "",
      description =
          "An empty database, which is written to. Without it, an embedded one that is deleted after.")
  private String database;

  @Override
  public Integer call() {
    ApiKey key = ApiKey.random(new SecureRandom());
    Path folder = temporaryFolder();
    Map<String, String> settings = new HashMap<>();
    settings.put("REBOUND_DATABASE_URL", database);
    settings.put("REBOUND_DATA_DIR", folder.toString());
    settings.put("REBOUND_HTTP_PORT", "0");
    settings.put("REBOUND_ADMIN_PORT", "0");
    settings.put("REBOUND_API_KEY", key.text());
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try (Service service = Service.start(Settings.of(settings), Clock.systemUTC(), nowhere)) {
      new Rehearsal("http://127.0.0.1:" + service.port(), key).play();
    } finally {
      delete(folder);
    }
    System.out.println("Rehearsed.");
    return 0;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("rebound-rehearsal");
    } catch (IOException e) {
      throw SetupException.of("cannot rehearse", e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw SetupException.of("cannot delete " + folder, e);
    }
  }
}
