package dev.rebound.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of the service as it stands on the wire. Immutable: {@link #with} makes another one.
 * {@link OpenApi} checks every exchange against the service's own description.
 *
 * @param url without a path
 * @param key null for none
 * @param headers names and values in turn, sent with every request
 */
public record Api(String url, String key, List<String> headers) {
  /** The list; an address below it is one of its rows. */
  public static final String BOUNCES = "/v3/suppression/bounces";

  /** The way in. */
  public static final String INGEST = "/rebound/v1/bounces";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  public Api {
    headers = List.copyOf(headers);
  }

  public Api(String url, String key) {
    this(url, key, List.of());
  }

  /** The same client, sending another header. */
  public Api with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.addAll(List.of(header, value));
    return new Api(url, key, more);
  }

  public HttpResponse<String> get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public HttpResponse<String> delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  public HttpResponse<String> delete(String path, String body) {
    return send("DELETE", path, BodyPublishers.ofString(body), body);
  }

  public HttpResponse<String> post(String path, String body) {
    return send("POST", path, BodyPublishers.ofString(body), body);
  }

  public HttpResponse<String> head(String path) {
    return send("HEAD", path, BodyPublishers.noBody());
  }

  /** The whole list, or its first page. */
  public String list() {
    return get(BOUNCES).body();
  }

  /**
   * The addresses of a page of the list, in its order.
   *
   * @param query with its question mark
   */
  public List<String> emails(String query) {
    HttpResponse<String> response = get(BOUNCES + query);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return new JsonArray(response.body())
        .stream().map(row -> ((JsonObject) row).getString("email")).toList();
  }

  /** Puts rows on the list. */
  public void ingest(BounceRow... rows) {
    ingest(BounceRow.array(rows));
  }

  /** Puts events on the list; fails the test when a row is rejected. */
  public void ingest(String events) {
    HttpResponse<String> response = post(INGEST, events);
    if (response.statusCode() != 200 || !response.body().contains("\"rejected\":[]")) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
  }

  /**
   * @param path with its query, encoded as it shall be on the wire
   */
  public HttpResponse<String> send(String method, String path, BodyPublisher body) {
    return send(method, path, body, "");
  }

  /**
   * @param text of the body, to be checked; empty for a body that is not
   */
  private HttpResponse<String> send(String method, String path, BodyPublisher body, String text) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).method(method, body).timeout(TIMEOUT);
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    HttpRequest sent = request.build();
    try {
      HttpResponse<String> response = CLIENT.send(sent, BodyHandlers.ofString());
      OpenApi.check(sent, text, response);
      return response;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
