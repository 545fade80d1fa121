package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.domain.ApiKey;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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
    Map<String, String> settings = new HashMap<>();
    settings.put("REBOUND_DATABASE_URL", database);
    settings.put("REBOUND_DATA_DIR", folder.toString());
    settings.put("REBOUND_HTTP_PORT", "0");
    settings.put("REBOUND_ADMIN_PORT", "0");
    settings.put("REBOUND_API_KEY", key.text());
    PrintStream discard = new PrintStream(OutputStream.nullOutputStream());
    try (Service service = Service.start(Settings.of(settings), Clock.systemUTC(), discard)) {
      String url = "http://127.0.0.1:" + service.port();
      new WarmUp(HttpClient.newHttpClient(), url, key.text()).run();
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

  /** Sends every kind of request to a service, and thousands of lookups. */
  private record WarmUp(HttpClient client, String url, String key) {
    private static final String LIST = "/v3/suppression/bounces";
    private static final String ADDRESS = "gone@rehearsal.example";
    private static final int LOOKUP_ROUNDS = 200;
    private static final int LOOKUPS_AT_ONCE = 20;

    /**
     * Sends all requests and waits for their responses.
     *
     * @throws SetupException if a request fails
     */
    void run() {
      String row = "{\"email\":\"%s\",\"reason\":\"550 5.1.1 User unknown\",\"status\":\"5.1.1\"}";
      send("POST", "/rebound/v1/bounces", row.formatted(ADDRESS)).join();
      for (int round = 0; round < LOOKUP_ROUNDS; round++) {
        IntStream.range(0, LOOKUPS_AT_ONCE)
            .mapToObj(i -> send("GET", LIST + "/" + (i == 0 ? "" : i) + ADDRESS, ""))
            .toList()
            .forEach(CompletableFuture::join);
      }
      List.of(
              LIST,
              LIST + "?limit=1&offset=1&start_time=1",
              LIST + "?email=gone",
              LIST + "?email=%25rehearsal",
              "/v3/suppressions/bounces/classifications?start_date=2026-01-01&end_date=2026-12-31",
              "/rebound/v1/bounces/" + ADDRESS + "/history",
              "/api/bounces.get.json?api_user=apikey&api_key=" + key,
              "/v3/scopes")
          .forEach(path -> send("GET", path, "").join());
      send("POST", "/rebound/v1/lookup", "{\"emails\":[\"%s\"]}".formatted(ADDRESS)).join();
      send("DELETE", LIST + "/" + ADDRESS, "").join();
    }

    private CompletableFuture<Void> send(String method, String path, String body) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + path))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .build();
      return client
          .sendAsync(request, HttpResponse.BodyHandlers.ofString())
          .thenAccept(WarmUp::requireSuccess);
    }

    private static void requireSuccess(HttpResponse<String> response) {
      if (response.statusCode() >= 300) {
        throw new SetupException(
            "a request of the rehearsal failed with status %d: %s"
                .formatted(response.statusCode(), response.body()));
      }
    }
  }
}
