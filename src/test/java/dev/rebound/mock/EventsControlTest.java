package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bounce.Account;
import dev.rebound.bounce.Scope;
import dev.rebound.bounce.SigningKey;
import dev.rebound.http.read.WebhookSignature;
import dev.rebound.mock.event.HookServer;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
class EventsControlTest {
  private static final String EVENTS = "/mock/events";
  private static final String TOTALS =
      "/v3/suppressions/bounces/classifications?start_date=2026-01-01&end_date=2026-03-01";
  private static final String ORDER = "{\"url\":\"%s\",\"count\":%d,\"batch\":1,\"retryMillis\":0}";

  private static TestService service;
  private static Api controls;
  private static SigningKey key;

  @BeforeAll
  static void start() {
    service = TestService.start(Map.of("REBOUND_MODE", "mock"));
    controls = new Api(service.adminUrl(), null);
    String told = new JsonObject(controls.get(EVENTS + "/key").body()).getString("public_key");
    key = SigningKey.parse(told).orElseThrow();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** An account, a webhook that fills its list, and a client that reads it. */
  private record Receiver(String account, String url, Api api) {
    static Receiver create() {
      String account = service.createAccount(Account.ROOT, null);
      Api api = service.api(service.createKey(account, Scope.ALL));
      return new Receiver(account, api.url() + service.createWebhook(account, key), api);
    }

    String everything() {
      return api.get(Api.BOUNCES + "?limit=500").body() + api.get(TOTALS).body();
    }
  }

  @Test
  void theWebhookAndTheOwnListAreToldTheSameAndDuplicatesAndOrderChangeNothing() {
    Receiver receiver = Receiver.create();
    Receiver own = Receiver.create();
    Receiver plain = Receiver.create();
    String order = "{\"url\":\"%s\",\"count\":400,\"seed\":5,\"batch\":30";
    List<JsonObject> lines =
        send(
            (order
                    + ",\"duplicates\":0.5,\"reorder\":true,\"delayMillis\":[0,2],"
                    + "\"tell\":true,\"account\":\"%s\"}")
                .formatted(receiver.url(), own.account()));
    JsonObject totals = lines.remove(lines.size() - 1);
    lines.forEach(line -> assertEquals(200, line.getInteger("status"), line.encode()));
    assertTrue(totals.getBoolean("done"));
    assertEquals(lines.size(), totals.getInteger("requests"));
    assertEquals(lines.size(), totals.getInteger("delivered"));
    int duplicates = totals.getInteger("duplicates");
    assertTrue(duplicates > 100 && duplicates < 300, totals.encode());
    assertEquals(400 + duplicates, totals.getInteger("events"));
    assertEquals(duplicates, totals.getJsonObject("told").getInteger("duplicates"));
    assertEquals(receiver.everything(), own.everything());
    assertTrue(receiver.api().emails("?limit=500").size() > 200);
    send((order + "}").formatted(plain.url()));
    assertEquals(plain.everything(), own.everything());
  }

  @Test
  void aDeliveryIsSignedOverTheBytesThatSendGridWouldSend() {
    try (HookServer hook = HookServer.answering(204)) {
      List<JsonObject> lines =
          send(
              "{\"url\":\"%s\",\"events\":[%s,%s]}"
                  .formatted(
                      hook.url(),
                      "{\"event\":\"blocked\",\"email\":\"a@x.org\",\"timestamp\":1}",
                      "{\"event\":\"dropped\",\"email\":\"b@x.org\",\"timestamp\":2}"));
      HookServer.Request request = hook.requests().get(0);
      String body = new String(request.body(), StandardCharsets.UTF_8);
      assertTrue(body.startsWith("[{\"bounce_classification\":\"Mailbox Unavailable\","), body);
      assertTrue(body.contains(",\"type\":\"blocked\"},\r\n{\"email\":\"b@x.org\","), body);
      assertTrue(body.endsWith(",\"timestamp\":2}]\r\n"), body);
      assertEquals("SendGrid Event API", request.headers().getFirst("User-Agent"));
      assertEquals("application/json", request.headers().getFirst("Content-Type"));
      String timestamp = request.headers().getFirst(WebhookSignature.TIMESTAMP_HEADER);
      assertEquals(service.clock().instant().getEpochSecond() + "", timestamp);
      String signature = request.headers().getFirst(WebhookSignature.SIGNATURE_HEADER);
      assertTrue(
          key.signed(
              Base64.getDecoder().decode(signature),
              timestamp.getBytes(StandardCharsets.US_ASCII),
              request.body()));
      JsonObject totals = lines.get(1);
      assertEquals(
          Base64.getEncoder().encodeToString(key.der()), totals.remove("public_key").toString());
      assertEquals(
          "{\"done\":true,\"requests\":1,\"delivered\":1,\"failed\":0,\"events\":2,\"duplicates\":0}",
          totals.encode());
    }
  }

  @Test
  void equalOrdersSendEqualBytes() {
    try (HookServer hook = HookServer.answering(200)) {
      String order =
          "{\"url\":\"%s\",\"count\":50,\"seed\":3,\"batch\":20,\"reorder\":true,\"duplicates\":1}"
              .formatted(hook.url());
      int requests = send(order).size() - 1;
      send(order);
      assertEquals(2 * requests, hook.requests().size());
      for (int i = 0; i < requests; i++) {
        assertArrayEquals(hook.requests().get(i).body(), hook.requests().get(i + requests).body());
      }
    }
  }

  @Test
  void aDeliveryThatIsNotTakenIsToldAgainUntilItIs() {
    try (HookServer hook = HookServer.answering(503, 400, 200)) {
      List<JsonObject> lines = send(ORDER.formatted(hook.url(), 2).replace(":0}", ":1}"));
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
    JsonObject refused = last(send(ORDER.formatted(hook.url(), 100)));
    assertEquals(12, hook.requests().size());
    hook.close();
    List<JsonObject> away = send(ORDER.formatted(hook.url(), 100));
    assertEquals("it cannot be reached", away.get(0).getString("error"));
    assertTrue(away.get(0).containsKey("status"));
    for (JsonObject totals : List.of(refused, last(away))) {
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
    HttpResponse<String> response = controls.post(EVENTS, ORDER.formatted(url, 1));
    assertEquals(400, response.statusCode());
    assertTrue(response.body().contains("url"), response.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~ | events or count is needed
          [] | the body must be a JSON object
          {"count":1} | url must be http
          {"url":"http://127.0.0.1:9/","count":0} | count must be
          {"url":"http://127.0.0.1:9/","count":1,"tell":true,"account":"nobody"} | no such account
          """)
  void aBodyThatIsNoOrderIsRefused(String body, String why) {
    HttpResponse<String> response = controls.post(EVENTS, body);
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
      String order = ORDER.formatted(hook.url(), 1);
      CompletableFuture<List<JsonObject>> first = CompletableFuture.supplyAsync(() -> send(order));
      asked.await();
      assertEquals(409, controls.post(EVENTS, order).statusCode());
      answered.countDown();
      assertTrue(last(first.get()).getBoolean("done"));
      assertTrue(last(send(order)).getBoolean("done"));
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
      hangUpAfterTheFirstLine(ORDER.formatted(hook.url(), 100_000));
      goOn.countDown();
      HttpResponse<String> next;
      do {
        next = controls.post(EVENTS, ORDER.formatted(hook.url(), 1));
      } while (next.statusCode() == 409);
      assertEquals(200, next.statusCode());
      assertNotEquals(100_001, hook.requests().size());
    }
  }

  private static void hangUpAfterTheFirstLine(String order) throws IOException {
    URI url = URI.create(controls.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      String request =
          "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(EVENTS, order.length(), order);
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

  @Test
  void aServiceThatIsNoMockSendsNothing() {
    Api admin = new Api(TestService.shared().adminUrl(), null);
    assertEquals(404, admin.post(EVENTS, ORDER.formatted("http://127.0.0.1:9/", 1)).statusCode());
    assertEquals(404, admin.get(EVENTS + "/key").statusCode());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      // The test is over.
      Thread.currentThread().interrupt();
    }
  }

  private static JsonObject last(List<JsonObject> lines) {
    return lines.get(lines.size() - 1);
  }

  /** The lines of the answer, the totals last. */
  private static List<JsonObject> send(String order) {
    HttpResponse<String> response = controls.post(EVENTS, order);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(
        "application/x-ndjson", response.headers().firstValue("Content-Type").orElseThrow());
    return new ArrayList<>(response.body().lines().map(JsonObject::new).toList());
  }
}
