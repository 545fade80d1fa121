package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sendgrid.Method;
import com.sendgrid.Response;
import com.sendgrid.helpers.mail.Mail;
import com.sendgrid.helpers.mail.objects.ASM;
import com.sendgrid.helpers.mail.objects.Content;
import com.sendgrid.helpers.mail.objects.Email;
import com.sendgrid.helpers.mail.objects.Personalization;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.mock.hook.Receiver;
import dev.rebound.support.Api;
import dev.rebound.support.OfficialClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The whole loop with SendGrid's own Java client: send, webhook, list, the next send. The tests
 * move the mock's clock and await the webhook.
 */
@Timeout(120)
class SendLoopTest {
  private static final String SETTINGS = "user/webhooks/event/settings";
  private static final String ALL_EVENTS =
      "\"processed\":true,\"delivered\":true,\"bounce\":true,\"dropped\":true,\"deferred\":true,"
          + "\"open\":true,\"spam_report\":true";

  private static Mock mock;

  private final String account = mock.service().createAccount(Account.ROOT, null);
  private final Api api = mock.service().api(mock.service().createKey(account, Scope.ALL));
  private final OfficialClient client = new OfficialClient(api);

  /** Each run of the suite has its own mock, since a drill runs it again and again. */
  @BeforeAll
  static void start() {
    mock = Mock.start();
  }

  @AfterAll
  static void stop() {
    mock.close();
  }

  @BeforeEach
  void freeze() {
    clock("2026-01-01T00:00:00Z");
    outcomes("[]");
  }

  private static void clock(String time) {
    assertEquals(200, mock.put("/mock/clock", "{\"freeze\":\"" + time + "\"}").statusCode());
  }

  private static void outcomes(String rules) {
    assertEquals(200, mock.put("/mock/outcomes", rules).statusCode());
  }

  /** Sets the webhook's target, and returns the key of its signatures. */
  private String listen(Receiver receiver) {
    JsonObject settings = new JsonObject("{\"enabled\":true," + ALL_EVENTS + "}");
    Response set =
        client.send(Method.PATCH, SETTINGS, settings.put("url", receiver.url()).encode());
    assertEquals(200, set.getStatusCode(), set.getBody());
    Response signed = client.send(Method.PATCH, SETTINGS + "/signed", "{\"enabled\":true}");
    return new JsonObject(signed.getBody()).getString("public_key");
  }

  private String send(Mail mail) {
    try {
      Response response = client.send(Method.POST, "mail/send", mail.build());
      assertEquals(202, response.getStatusCode(), response.getBody());
      return response.getHeaders().get("X-Message-Id");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Mail mail(String to) {
    return new Mail(
        new Email("shop@example.com"), "Hello", new Email(to), new Content("text/plain", "Hi"));
  }

  private static List<String> kinds(List<JsonObject> events) {
    return events.stream().map(event -> event.getString("event")).toList();
  }

  @Test
  void aBounceComesBackByTheWebhookAndTheNextSendIsDropped() {
    try (Receiver receiver = Receiver.answering(200)) {
      String key = listen(receiver);
      String id = send(mail("bounce+5.1.1@example.com"));
      Receiver.Delivery delivery = receiver.await();
      assertTrue(delivery.isSignedBy(key));
      assertEquals(
          "1767225600", delivery.headers().getFirst("X-Twilio-Email-Event-Webhook-Timestamp"));
      List<JsonObject> events = delivery.events();
      assertEquals(List.of("processed", "bounce"), kinds(events));
      JsonObject bounce = events.get(1);
      assertTrue(bounce.getString("sg_message_id").startsWith(id + "."));
      assertEquals("5.1.1", bounce.getString("status"));
      JsonArray listed =
          new JsonArray(
              client.get("suppression/bounces/bounce+5.1.1@example.com", Map.of()).getBody());
      assertEquals(bounce.getString("reason"), listed.getJsonObject(0).getString("reason"));
      send(mail("bounce+5.1.1@example.com"));
      JsonObject dropped = receiver.await(1).get(0);
      assertEquals("dropped", dropped.getString("event"));
      assertEquals("Bounced Address", dropped.getString("reason"));
      assertEquals(
          204, client.delete("suppression/bounces/bounce+5.1.1@example.com").getStatusCode());
      clock("2026-01-01T00:00:01Z");
      send(mail("bounce+5.1.1@example.com"));
      assertEquals(List.of("processed", "bounce"), kinds(receiver.await(2)));
    }
  }

  @Test
  void eventsHaveTheMembersOfTheirMessage() {
    try (Receiver receiver = Receiver.answering(200)) {
      listen(receiver);
      Mail mail = mail("ann@example.com");
      Personalization personalization = mail.getPersonalization().get(0);
      personalization.addCc(new Email("full@blocked.example"));
      personalization.addCustomArg("order", "7");
      mail.addCustomArg("type", "welcome");
      mail.addCustomArg("order", "0");
      mail.addCategory("one");
      mail.addCategory("two");
      mail.setSendAt(1767225660);
      ASM asm = new ASM();
      asm.setGroupId(5);
      mail.setASM(asm);
      send(mail);
      clock("2026-01-01T00:01:00Z");
      List<JsonObject> events = receiver.await(4);
      assertEquals(List.of("processed", "delivered", "processed", "bounce"), kinds(events));
      for (JsonObject event : events) {
        assertEquals("7", event.getString("order"));
        assertEquals(new JsonArray().add("one").add("two"), event.getJsonArray("category"));
        assertEquals(5, event.getInteger("asm_group_id"));
        assertEquals(1767225660, event.getInteger("timestamp"));
      }
      assertEquals(1767225660, events.get(0).getInteger("send_at"));
      assertEquals("welcome", events.get(1).getString("type"));
      assertEquals("250 2.0.0 OK", events.get(1).getString("response"));
      assertFalse(events.get(1).containsKey("send_at"));
      assertEquals("blocked", events.get(3).getString("type"));
      assertEquals("Mailbox Unavailable", events.get(3).getString("bounce_classification"));
      assertEquals(
          4, events.stream().map(event -> event.getString("sg_event_id")).distinct().count());
      assertEquals("[]", api.list());
    }
  }

  @Test
  void aDeferralIsFollowedByItsEndInTheMocksTime() {
    outcomes(
        "[{\"to\":\"ann@example.com\",\"outcome\":[\"deferred\",\"deferred\",\"delivered\",\"open\"],"
            + "\"delay\":\"PT10M\"}]");
    try (Receiver receiver = Receiver.answering(204)) {
      listen(receiver);
      send(mail("ann@example.com"));
      assertEquals(List.of("processed"), kinds(receiver.await().events()));
      clock("2026-01-01T00:25:00Z");
      List<JsonObject> deferred = receiver.await(2);
      assertEquals(List.of("deferred", "deferred"), kinds(deferred));
      assertEquals("2", deferred.get(1).getString("attempt"));
      assertEquals(1767226800, deferred.get(1).getInteger("timestamp"));
      clock("2026-01-01T01:00:00Z");
      assertEquals(List.of("delivered", "open"), kinds(receiver.await(2)));
    }
  }

  @Test
  void aDeliveryThatIsNotAcceptedIsRepeatedInTheMocksTime() {
    try (Receiver receiver = Receiver.answering(503, 500, 200)) {
      String key = listen(receiver);
      send(mail("ann@example.com"));
      Receiver.Delivery first = receiver.await();
      clock("2026-01-01T00:00:01Z");
      Receiver.Delivery second = receiver.await();
      clock("2026-01-01T00:00:03Z");
      Receiver.Delivery third = receiver.await();
      assertEquals(first.events(), second.events());
      assertEquals(first.events(), third.events());
      assertTrue(third.isSignedBy(key));
      send(mail("bob@example.com"));
      assertEquals("bob@example.com", receiver.await().events().get(0).getString("email"));
    }
  }

  @Test
  void eventsThatAreNotWantedAreNotSent() {
    try (Receiver receiver = Receiver.answering(200)) {
      listen(receiver);
      client.send(Method.PATCH, SETTINGS, "{\"processed\":false,\"delivered\":false}");
      client.send(Method.PATCH, SETTINGS + "/signed", "{\"enabled\":false}");
      send(mail("ann@example.com"));
      send(mail("gone@bounce.example"));
      Receiver.Delivery delivery = receiver.await();
      assertEquals(List.of("bounce"), kinds(delivery.events()));
      assertFalse(delivery.headers().containsKey("X-twilio-email-event-webhook-signature"));
    }
  }

  @Test
  void eventsOfABusyReceiverShareADelivery() {
    try (Receiver receiver = Receiver.answering(200)) {
      listen(receiver);
      JsonArray to = new JsonArray();
      IntStream.range(0, 900)
          .forEach(i -> to.add(new JsonObject().put("email", i + "@bounce.example")));
      JsonObject mail =
          new JsonObject()
              .put("personalizations", new JsonArray().add(new JsonObject().put("to", to)))
              .put("from", new JsonObject().put("email", "shop@example.com"))
              .put("subject", "Hello")
              .put("content", new JsonArray("[{\"type\":\"text/plain\",\"value\":\"Hi\"}]"));
      Response response = client.send(Method.POST, "mail/send", mail.encode());
      assertEquals(202, response.getStatusCode(), response.getBody());
      assertEquals(1_000, receiver.await().events().size());
      assertEquals(800, receiver.await().events().size());
      assertEquals(0, receiver.waiting());
    }
  }

  @Test
  void aResetForgetsEventsAndKeepsTheWebhook() {
    outcomes("[{\"to\":\"late@example.com\",\"outcome\":\"bounce\",\"delay\":\"PT1H\"}]");
    try (Receiver receiver = Receiver.answering(200)) {
      listen(receiver);
      send(mail("late@example.com"));
      assertEquals(List.of("processed"), kinds(receiver.await().events()));
      assertEquals(204, mock.controls().post("/mock/reset", "{\"to\":\"empty\"}").statusCode());
      clock("2026-01-01T02:00:00Z");
      send(mail("ann@example.com"));
      assertEquals(List.of("processed", "delivered"), kinds(receiver.await(2)));
    }
  }
}
