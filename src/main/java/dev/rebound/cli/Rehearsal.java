package dev.rebound.cli;

import dev.rebound.domain.ApiKey;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Every kind of question that a service is asked, the frequent ones often. */
final class Rehearsal {
  private static final String LIST = "/v3/suppression/bounces";
  private static final String ADDRESS = "gone@rehearsal.example";
  private static final int ROUNDS = 200;
  private static final int AT_ONCE = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final String key;

  Rehearsal(String url, ApiKey key) {
    this.url = url;
    this.key = key.text();
  }

  /**
   * @throws SetupException when an answer is not as it should be
   */
  void play() {
    String row = "{\"email\":\"%s\",\"reason\":\"550 5.1.1 User unknown\",\"status\":\"5.1.1\"}";
    send("POST", "/rebound/v1/bounces", row.formatted(ADDRESS));
    for (int round = 0; round < ROUNDS; round++) {
      lookups();
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
        .forEach(path -> send("GET", path, ""));
    send("POST", "/rebound/v1/lookup", "{\"emails\":[\"%s\"]}".formatted(ADDRESS));
    send("DELETE", LIST + "/" + ADDRESS, "");
  }

  private void lookups() {
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, AT_ONCE)
            .mapToObj(i -> request("GET", LIST + "/" + (i == 0 ? "" : i) + ADDRESS, ""))
            .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
            .toList();
    answers.forEach(answer -> require(answer.join()));
  }

  private void send(String method, String path, String body) {
    try {
      require(client.send(request(method, path, body), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw SetupException.of("the rehearsal broke off", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupException("interrupted");
    }
  }

  private HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .method(method, BodyPublishers.ofString(body))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json")
        .build();
  }

  private static void require(HttpResponse<String> answer) {
    if (answer.statusCode() >= 300) {
      throw new SetupException(
          "the rehearsal was answered %d: %s".formatted(answer.statusCode(), answer.body()));
    }
  }
}
