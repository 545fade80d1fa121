package dev.rebound.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Receives the webhook of a mock, for virtual users that wait for their bounce. It listens on a
 * free port of all interfaces until the program ends. Thread-safe.
 */
final class WebhookReceiver {
  private static final String SETTINGS = "/v3/user/webhooks/event/settings";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Map<String, Boolean> bounced = new ConcurrentHashMap<>();
  private final HttpServer server;

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts a receiver, and makes it the account's webhook.
   *
   * @throws IllegalStateException if the service refuses the webhook
   */
  static WebhookReceiver start(LoadSettings settings) {
    try {
      WebhookReceiver receiver =
          new WebhookReceiver(HttpServer.create(new InetSocketAddress(0), 0));
      receiver.server.createContext("/", receiver::receive);
      receiver.server.setExecutor(
          Executors.newFixedThreadPool(
              2,
              task -> {
                Thread thread = new Thread(task, "webhook");
                thread.setDaemon(true);
                return thread;
              }));
      receiver.server.start();
      receiver.register(settings);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void register(LoadSettings settings) throws IOException {
    JsonObject body =
        new JsonObject()
            .put("enabled", true)
            .put("url", "http://" + settings.hookHost() + ":" + server.getAddress().getPort() + "/")
            .put("bounce", true);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(settings.url() + SETTINGS))
            .header("Authorization", "Bearer " + settings.key())
            .method("PATCH", BodyPublishers.ofString(body.encode()))
            .timeout(TIMEOUT)
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("PATCH " + SETTINGS + " returned " + response.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      new JsonArray(body)
          .forEach(event -> bounced.put(((JsonObject) event).getString("email"), true));
      exchange.sendResponseHeaders(200, -1);
    } finally {
      exchange.close();
    }
  }

  /** Returns whether the bounce of an address has arrived. */
  boolean hasBounced(String email) {
    return bounced.containsKey(email);
  }

  /** Forgets an address. */
  void forget(String email) {
    bounced.remove(email);
  }
}
