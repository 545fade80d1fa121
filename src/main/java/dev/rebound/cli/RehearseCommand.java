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
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code rebound rehearse}: runs a service from start to stop. With {@code -XX:AOTCacheOutput}, the
 * JVM records the classes that it loads meanwhile; a later start then takes half the time.
 */
@Command(
    name = "rehearse",
    description = {
      "Start a service with its own database, send it typical requests, and stop it.",
      "The launcher runs this on Java 25 to record the loaded classes, for a faster start."
    })
public final class RehearseCommand implements Runnable {
  @Option(
      names = "--database",
      paramLabel = "URL",
      defaultValue = "",
      description =
          "An empty database to write to. Default: an embedded one, which is deleted afterwards.")
  private String database;

  @Override
  public void run() {
    ApiKey key = ApiKey.random(new SecureRandom());
    Path folder = createFolder();
    Map<String, String> settings =
        Map.of(
            "REBOUND_DATABASE_URL",
            database,
            "REBOUND_DATA_DIR",
            folder.toString(),
            "REBOUND_HTTP_PORT",
            "0",
            "REBOUND_ADMIN_PORT",
            "0",
            "REBOUND_API_KEY",
            key.text());
    PrintStream discard = new PrintStream(OutputStream.nullOutputStream());
    try (Service service = Service.start(Settings.of(settings), Clock.systemUTC(), discard)) {
      new WarmUp("http://127.0.0.1:" + service.port(), key).run();
    } finally {
      delete(folder);
    }
    System.out.println("Rehearsed.");
  }

  private static Path createFolder() {
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
