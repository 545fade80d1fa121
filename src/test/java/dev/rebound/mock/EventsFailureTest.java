package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.mock.event.HookServer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EventsFailureTest {
  private static DeliveryRequests orders;

  @BeforeAll
  static void start() {
    orders = DeliveryRequests.start();
  }

  @AfterAll
  static void stop() {
    orders.close();
  }

  @Test
  void aDeliveryThatIsNotTakenIsToldAgainUntilItIs() {
    try (HookServer hook = HookServer.answering(503, 400, 200)) {
      List<JsonObject> lines =
          orders.send(DeliveryRequests.singly(hook.url(), 2).replace(":0}", ":1}"));
      assertEquals(
          List.of("1 1 503", "1 2 400", "1 3 200", "2 1 200"),
          lines.subList(0, 4).stream()
              .map(
                  line ->
                      line.getInteger("delivery")
                          + " "
                          + line.getInteger("try")
                          + " "
                          + line.getInteger("status"))
              .toList());
      assertArrayEquals(hook.requests().get(0).body(), hook.requests().get(1).body());
      assertArrayEquals(hook.requests().get(0).body(), hook.requests().get(2).body());
      assertEquals(4, lines.get(4).getInteger("requests"));
      assertEquals(2, lines.get(4).getInteger("delivered"));
      assertEquals(0, lines.get(4).getInteger("failed"));
    }
  }

  @Test
  void aTargetThatNeverTakesAnythingIsGivenUpAndSoIsOneThatIsAway() {
    HookServer hook = HookServer.answering(500);
    JsonObject refused =
        DeliveryRequests.last(orders.send(DeliveryRequests.singly(hook.url(), 100)));
    assertEquals(12, hook.requests().size());
    hook.close();
    List<JsonObject> away = orders.send(DeliveryRequests.singly(hook.url(), 100));
    assertEquals("it cannot be reached", away.get(0).getString("error"));
    assertTrue(away.get(0).containsKey("status"));
    for (JsonObject totals : List.of(refused, DeliveryRequests.last(away))) {
      assertFalse(totals.getBoolean("done"));
      assertEquals(12, totals.getInteger("requests"));
      assertEquals(3, totals.getInteger("failed"));
      assertEquals(0, totals.getInteger("events"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[2001:db8::1]/",
        "http://0.0.0.0:8080/",
      })
  void aTargetThatIsNeitherLoopbackNorPrivateIsRefused(String url) {
    HttpResponse<String> response = orders.post(DeliveryRequests.singly(url, 1));
    assertEquals(400, response.statusCode());
    assertTrue(response.body().contains("url"), response.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~ | the body needs one of events, count
          [] | the body must be a JSON object
          {"count":1} | url must be http
          {"url":"http://127.0.0.1:9/","count":0} | count must be
          {"url":"http://127.0.0.1:9/\\ud800","count":1} | url must be http
          {"url":"http://127.0.0.1:9/","count":1,"tell":true,"account":"nobody"} | no such account
          {"url":"http://127.0.0.1:9/","count":1,"tell":true,"account":"\\u0000"} | account must be the name
          """)
  void aBodyThatIsNoOrderIsRefused(String body, String why) {
    HttpResponse<String> response = orders.post(body);
    assertEquals(400, response.statusCode());
    assertTrue(new JsonObject(response.body()).getString("error").contains(why), response.body());
  }

  @Test
  void oneOrderIsCarriedOutAtATime() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    try (HookServer hook =
        HookServer.start(
            (n, exchange) -> {
              asked.countDown();
              await(answered);
              exchange.sendResponseHeaders(200, -1);
            })) {
      String order = DeliveryRequests.singly(hook.url(), 1);
      CompletableFuture<List<JsonObject>> first =
          CompletableFuture.supplyAsync(() -> orders.send(order));
      asked.await();
      assertEquals(409, orders.post(order).statusCode());
      answered.countDown();
      assertTrue(DeliveryRequests.last(first.get()).getBoolean("done"));
      assertTrue(DeliveryRequests.last(orders.send(order)).getBoolean("done"));
    }
  }

  @Test
  void whoHangsUpEndsTheOrder() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (HookServer hook =
        HookServer.start(
            (n, exchange) -> {
              if (n > 1) {
                await(goOn);
              }
              exchange.sendResponseHeaders(200, -1);
            })) {
      hangUpAfterTheFirstLine(DeliveryRequests.singly(hook.url(), 100_000));
      goOn.countDown();
      HttpResponse<String> next;
      do {
        next = orders.post(DeliveryRequests.singly(hook.url(), 1));
      } while (next.statusCode() == 409);
      assertEquals(200, next.statusCode());
      assertNotEquals(100_001, hook.requests().size());
    }
  }

  private static void hangUpAfterTheFirstLine(String order) throws IOException {
    URI url = URI.create(orders.controls().url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      String request =
          "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(DeliveryRequests.PATH, order.length(), order);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = reader.readLine();
      while (!line.contains("\"delivery\":1")) {
        line = reader.readLine();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      // The test is over.
      Thread.currentThread().interrupt();
    }
  }
}
