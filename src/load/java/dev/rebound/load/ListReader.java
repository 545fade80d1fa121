package dev.rebound.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads addresses for lookups before the load begins. */
final class ListReader {
  /**
   * The maximum number of pages. They are spread evenly, as the newest rows alone would all be in
   * the database's memory.
   */
  static final int PAGES = 100;

  static final String CURSOR = "X-Rebound-Next";
  private static final Pattern LAST = Pattern.compile("[?&]offset=(\\d{1,10})>; rel=\"last\"");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String url;
  private final String key;

  ListReader(String url, String key) {
    this.url = url;
    this.key = key;
  }

  /**
   * Reads up to {@value #PAGES} pages, one after another.
   *
   * @throws IllegalStateException if a response has another status than 200
   * @throws IllegalArgumentException if the list is empty
   */
  KnownList read() {
    HttpResponse<String> first = page(0);
    int pages = pages(first);
    List<String> emails = new ArrayList<>(emails(first));
    int read = Math.min(PAGES, pages);
    for (int i = 1; i < read; i++) {
      emails.addAll(emails(page((long) i * pages / read)));
    }
    return new KnownList(emails, pages, first.headers().firstValue(CURSOR).isPresent());
  }

  private HttpResponse<String> page(long number) {
    URI uri =
        URI.create(
            "%s%s?limit=%d&offset=%d"
                .formatted(url, KnownList.PATH, KnownList.LIMIT, number * KnownList.LIMIT));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + key)
            .header("Accept", "application/json")
            .timeout(TIMEOUT)
            .build();
    HttpResponse<String> response = send(request);
    if (response.statusCode() != 200) {
      throw new IllegalStateException("GET " + uri + " returned " + response.statusCode());
    }
    return response;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("no response from " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Computes the number of pages from the offset of the last page (contract, 2.7). */
  private static int pages(HttpResponse<String> page) {
    Matcher last = LAST.matcher(page.headers().firstValue("Link").orElse(""));
    return last.find() ? Math.toIntExact(Long.parseLong(last.group(1)) / KnownList.LIMIT + 1) : 1;
  }

  private static List<String> emails(HttpResponse<String> page) {
    return new JsonArray(page.body())
        .stream().map(JsonObject.class::cast).map(row -> row.getString("email")).toList();
  }
}
