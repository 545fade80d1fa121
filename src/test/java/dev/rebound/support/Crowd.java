package dev.rebound.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many clients at once. Who gets no answer for {@link #TIMEOUT} fails. */
public final class Crowd {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private final HttpClient client;
  private final Api api;

  public Crowd(Api api) {
    this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), api);
  }

  private Crowd(HttpClient client, Api api) {
    this.client = client;
    this.api = api;
  }

  /** The same clients on the same connections, with another key. */
  public Crowd with(Api other) {
    return new Crowd(client, other);
  }

  /**
   * An answer, and how long it took.
   *
   * @param retryAfter empty where the header is missing
   */
  public record Reply(int status, String retryAfter, Duration took) {}

  public CompletableFuture<Reply> get(String path) {
    return send("GET", path, "");
  }

  public CompletableFuture<Reply> send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api.url() + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + api.key())
            .timeout(TIMEOUT)
            .build();
    long start = System.nanoTime();
    return client
        .sendAsync(request, BodyHandlers.discarding())
        .thenApply(response -> reply(response, start));
  }

  private static Reply reply(HttpResponse<?> response, long start) {
    return new Reply(
        response.statusCode(),
        response.headers().firstValue("Retry-After").orElse(""),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** Requests that are made at once; their answers come as they come. */
  public List<CompletableFuture<Reply>> many(
      int count, IntFunction<CompletableFuture<Reply>> request) {
    return IntStream.range(0, count).mapToObj(request).toList();
  }

  /** The same, and waits for all of them. */
  public List<Reply> all(int count, IntFunction<CompletableFuture<Reply>> request) {
    return many(count, request).stream().map(CompletableFuture::join).toList();
  }
}
