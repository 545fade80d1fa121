package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.api.rebound.WebhookSignature;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.mock.event.HookServer;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventsControlTest {
  private static final String TOTALS =
      "/v3/suppressions/bounces/classifications?start_date=2026-01-01&end_date=2026-03-01";

  private static DeliveryRequests orders;

  @BeforeAll
  static void start() {
    orders = DeliveryRequests.start();
  }

  @AfterAll
  static void stop() {
    orders.close();
  }

  /** An account, a webhook that fills its list, and a client that reads it. */
  private record Receiver(String account, String url, Api api) {
    static Receiver create() {
      String account = orders.service().createAccount(Account.ROOT, null);
      Api api = orders.service().api(orders.service().createKey(account, Scope.ALL));
      return new Receiver(
          account, api.url() + orders.service().createWebhook(account, orders.key()), api);
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
        orders.send(
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
    orders.send((order + "}").formatted(plain.url()));
    assertEquals(plain.everything(), own.everything());
  }

  @Test
  void aDeliveryIsSignedOverTheBytesThatSendGridWouldSend() {
    try (HookServer hook = HookServer.answering(204)) {
      List<JsonObject> lines =
          orders.send(
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
      assertEquals(orders.service().clock().instant().getEpochSecond() + "", timestamp);
      String signature = request.headers().getFirst(WebhookSignature.SIGNATURE_HEADER);
      assertTrue(
          orders
              .key()
              .signed(
                  Base64.getDecoder().decode(signature),
                  timestamp.getBytes(StandardCharsets.US_ASCII),
                  request.body()));
      JsonObject totals = lines.get(1);
      assertEquals(
          Base64.getEncoder().encodeToString(orders.key().der()),
          totals.remove("public_key").toString());
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
      int requests = orders.send(order).size() - 1;
      orders.send(order);
      assertEquals(2 * requests, hook.requests().size());
      for (int i = 0; i < requests; i++) {
        assertArrayEquals(hook.requests().get(i).body(), hook.requests().get(i + requests).body());
      }
    }
  }

  @Test
  void aServiceThatIsNoMockSendsNothing() {
    Api admin = new Api(TestService.shared().adminUrl(), null);
    assertEquals(
        404,
        admin
            .post(DeliveryRequests.PATH, DeliveryRequests.singly("http://127.0.0.1:9/", 1))
            .statusCode());
    assertEquals(404, admin.get(DeliveryRequests.PATH + "/key").statusCode());
  }
}
