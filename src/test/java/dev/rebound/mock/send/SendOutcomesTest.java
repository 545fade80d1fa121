package dev.rebound.mock.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of recipients: on the list, in the history, and for the next send. */
@Timeout(120)
class SendOutcomesTest {
  private static final String TOTALS =
      "/v3/suppressions/bounces/classifications?start_date=2026-01-01&end_date=2026-01-01";

  @AutoClose private static final Mock MOCK = Mock.start();

  private final String account = MOCK.service().createAccount(Account.ROOT, null);
  private final Api api =
      MOCK.service()
          .api(MOCK.service().createKey(account, Scope.ALL))
          .with("Content-Type", "application/json");

  @BeforeEach
  void freeze() {
    clock("2026-01-01T00:00:00Z");
    outcomes("[]");
    MOCK.controls().delete("/mock/messages");
  }

  private static void clock(String time) {
    assertEquals(200, MOCK.put("/mock/clock", "{\"freeze\":\"" + time + "\"}").statusCode());
  }

  private static void outcomes(String rules) {
    HttpResponse<String> response = MOCK.put("/mock/outcomes", rules);
    assertEquals(200, response.statusCode(), response.body());
  }

  private void send(String to, String more) {
    HttpResponse<String> response = api.post(MailSendTest.SEND, MailSendTest.mail(to, more));
    assertEquals(202, response.statusCode(), response.body());
  }

  /** Returns the last event of the newest message's first recipient. */
  private static String lastEvent() {
    List<JsonObject> messages = Mock.objects(MOCK.controls().get("/mock/messages").body());
    return messages
        .get(messages.size() - 1)
        .getJsonArray("recipients")
        .getJsonObject(0)
        .getString("event");
  }

  private List<String> history(String email) {
    JsonObject page = new JsonObject(api.get("/rebound/v1/bounces/" + email + "/history").body());
    return page.getJsonArray("result").stream()
        .map(event -> ((JsonObject) event).getString("type"))
        .toList();
  }

  @Test
  void aBounceIsOnTheListInTheHistoryAndInTheTotalsAndTheNextSendIsDropped() {
    outcomes(
        "[{\"to\":\"gone@example.com\",\"outcome\":\"bounce\",\"reply\":\"550 5.1.1 No such user\"}]");
    send("gone@example.com", "");
    assertEquals("bounce", lastEvent());
    assertEquals(
        "[{\"created\":1767225600,\"email\":\"gone@example.com\",\"reason\":\"550 5.1.1 No such"
            + " user\",\"status\":\"5.1.1\"}]",
        api.list());
    send("gone@example.com", "");
    assertEquals("dropped", lastEvent());
    assertEquals(
        List.of("bounce", "dropped"), history("gone@example.com").stream().sorted().toList());
    assertTrue(
        api.get(TOTALS).body().contains("{\"classification\":\"Invalid Address\",\"count\":1}"));
    send("gone@example.com", ",\"mail_settings\":{\"bypass_bounce_management\":{\"enable\":true}}");
    assertEquals("bounce", lastEvent());
    assertEquals(204, api.delete(Api.BOUNCES + "/gone@example.com").statusCode());
    outcomes("[]");
    send("gone@example.com", "");
    assertEquals("delivered", lastEvent());
  }

  @Test
  void aBlockIsHistoryAlone() {
    send("full@blocked.example", "");
    assertEquals("blocked", lastEvent());
    assertEquals("[]", api.list());
    assertEquals(List.of("blocked"), history("full@blocked.example"));
    send("full@blocked.example", "");
    assertEquals("blocked", lastEvent());
  }

  @Test
  void aDelayPassesInTheMocksTime() {
    outcomes(
        "[{\"to\":\"%@slow.example\",\"outcome\":[\"deferred\",\"bounce\"],\"delay\":\"PT5M\"}]");
    send("ann@slow.example", "");
    assertEquals("processed", lastEvent());
    clock("2026-01-01T00:05:00Z");
    awaitEvent("deferred");
    assertEquals("[]", api.list());
    clock("2026-01-01T00:09:59Z");
    assertEquals("deferred", lastEvent());
    clock("2026-01-01T00:10:00Z");
    awaitEvent("bounce");
    assertTrue(api.list().contains("\"created\":1767226200,"), api.list());
  }

  @Test
  void aMessageIsSentAtItsTimeAndDroppedByTheListOfThatTime() {
    send("later@example.com", ",\"send_at\":1767229200");
    assertEquals(null, lastEvent());
    api.ingest("{\"email\":\"later@example.com\"}");
    clock("2026-01-01T01:00:00Z");
    awaitEvent("dropped");
  }

  @Test
  void aResetForgetsWhatIsNotDueYet() {
    outcomes("[{\"outcome\":\"bounce\",\"delay\":\"PT1H\"}]");
    send("ann@example.com", "");
    assertEquals(204, MOCK.controls().post("/mock/reset", "{\"to\":\"empty\"}").statusCode());
    clock("2026-01-01T02:00:00Z");
    send("bob@bounce.example", ",\"send_at\":1");
    outcomes("[]");
    send("bob@bounce.example", "");
    assertEquals(List.of("bob@bounce.example"), api.emails(""));
  }

  @Test
  void manyRecipientsOfManyPersonalizationsHaveTheirOwnOutcomes() {
    api.ingest("{\"email\":\"5@listed.example\"}");
    JsonArray personalizations = new JsonArray();
    for (int i = 0; i < 20; i++) {
      JsonArray to = new JsonArray();
      IntStream.of(i, i + 100, i + 200)
          .forEach(n -> to.add(new JsonObject().put("email", n + "@bounce.example")));
      to.add(new JsonObject().put("email", i + "@listed.example"));
      personalizations.add(new JsonObject().put("to", to));
    }
    JsonObject mail = new JsonObject(MailSendTest.mail("x@example.com", ""));
    assertEquals(
        202,
        api.post(MailSendTest.SEND, mail.put("personalizations", personalizations).encode())
            .statusCode());
    assertEquals(61, api.emails("").size());
    JsonObject message = Mock.objects(MOCK.controls().get("/mock/messages").body()).get(0);
    assertEquals(
        List.of("5@listed.example"),
        message.getJsonArray("recipients").stream()
            .map(JsonObject.class::cast)
            .filter(recipient -> recipient.getString("event").equals("dropped"))
            .map(recipient -> recipient.getString("email"))
            .toList());
  }

  @Test
  void rulesAreListedWithTheirCountsAndRemoved() {
    outcomes("[{\"to\":\"a%\",\"outcome\":\"blocked\",\"count\":1}]");
    send("a@example.com", "");
    send("a@example.com", "");
    assertEquals(
        "[{\"rule\":{\"to\":\"a%\",\"outcome\":\"blocked\",\"count\":1},\"matched\":2,\"fired\":1}]\n",
        MOCK.controls().get("/mock/outcomes").body());
    assertEquals(204, MOCK.controls().delete("/mock/outcomes").statusCode());
    assertEquals("[]\n", MOCK.controls().get("/mock/outcomes").body());
    assertEquals(400, MOCK.put("/mock/outcomes", "[{}]").statusCode());
  }

  /** Asks until the event has happened; the test's timeout ends it otherwise. */
  private static void awaitEvent(String event) {
    while (!event.equals(lastEvent())) {
      Thread.onSpinWait();
    }
  }
}
