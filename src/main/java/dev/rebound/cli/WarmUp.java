package dev.rebound.cli;

import dev.rebound.domain.ApiKey;
import dev.rebound.migrate.SetupException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Sends every kind of request to a service, and thousands of lookups. */
final class WarmUp {
  private static final String LIST = "/v3/suppression/bounces";
  private static final String ADDRESS = "gone@rehearsal.example";
  private static final int LOOKUP_ROUNDS = 200;
  private static final int LOOKUPS_AT_ONCE = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final String key;

  WarmUp(String url, ApiKey key) {
    this.url = url;
    this.key = key.text();
  }

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
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .build();
    return client.sendAsync(request, BodyHandlers.ofString()).thenAccept(WarmUp::requireSuccess);
  }

  private static void requireSuccess(HttpResponse<String> response) {
    if (response.statusCode() >= 300) {
      throw new SetupException(
          "a request of the rehearsal failed with status %d: %s"
              .formatted(response.statusCode(), response.body()));
    }
  }
}
