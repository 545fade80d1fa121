package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/messages}: bounce mails as a mail system returns them. */
class MessagesContractTest {
  private static final String MESSAGES = "/rebound/v1/messages";
  private static final String REPLY =
      "From: a@x.org\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nI am away.\n";
  private static final String COMPLAINT =
      """
      From: fbl@x.org
      Content-Type: multipart/report; report-type=feedback-report; boundary=b

      --b
      Content-Type: message/feedback-report

      Feedback-Type: abuse
      Original-Rcpt-To: a@x.org

      --b--
      """;
  private static final String FORM = "multipart/form-data; boundary=B";
  private static final String WRONG_TYPE =
      "{\"errors\":[{\"field\":null,\"message\":\"Content-Type should be message/rfc822,"
          + " application/mbox, or multipart/mixed, digest or form-data with a boundary.\"}]}";

  private final TestService service = TestService.shared();
  private final Api api = service.account();

  private static String bounce(String email, String action) {
    return """
        From: MAILER-DAEMON@x.org
        Date: Tue, 03 Mar 2026 10:20:30 +0000
        Auto-Submitted: auto-replied
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: message/delivery-status

        Final-Recipient: rfc822; %s
        Action: %s
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 gone

        --b--
        """
        .formatted(email, action);
  }

  private static String row(String email) {
    return BounceRow.array(BounceRow.at(1_772_533_230, email).because("550 gone", "5.1.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "message/rfc822", "Message/Global; x=y", "text/plain"})
  void oneMessagePutsItsRecipientOnTheList(String contentType) {
    Api sender = contentType.equals("none") ? api : api.with("Content-Type", contentType);
    HttpResponse<String> response = sender.post(MESSAGES, bounce("a@x.org", "failed"));
    assertEquals(200, response.statusCode());
    assertEquals(told(1, 0, ""), response.body());
    assertEquals(row("a@x.org"), api.list());
    assertTrue(api.get("/rebound/v1/bounces/a@x.org/history").body().contains("550 gone"));
  }

  @Test
  void aMessageToldAgainIsADuplicate() {
    api.post(MESSAGES, bounce("a@x.org", "failed"));
    service.clock().advance(Duration.ofSeconds(1));
    assertEquals(told(0, 1, ""), api.post(MESSAGES, bounce("a@x.org", "failed")).body());
    assertEquals(row("a@x.org"), api.list());
  }

  @Test
  void aMessageWithoutADateToldAgainIsADuplicate() {
    String date = "Date: Tue, 03 Mar 2026 10:20:30 +0000";
    String received = "Received: from a by b; Tue, 03 Mar 2026 10:20:30 +0000";
    String message = bounce("a@x.org", "failed").replace(date, received);
    api.post(MESSAGES, message);
    service.clock().advance(Duration.ofSeconds(1));
    assertEquals(told(0, 1, ""), api.post(MESSAGES, message).body());
    assertEquals(row("a@x.org"), api.list());
  }

  @Test
  void severalMessagesAreAMailbox() {
    String from = "From MAILER-DAEMON Tue Mar  3 10:20:30 2026\n";
    String body =
        from
            + bounce("a@x.org", "failed")
            + "\n"
            + from
            + REPLY
            + "\n"
            + from
            + bounce("b@x.org", "failed");
    HttpResponse<String> response =
        api.with("Content-Type", "application/mbox").post(MESSAGES, body);
    assertEquals(
        told(2, 0, "{\"index\":1,\"field\":null,\"message\":\"an automatic reply, not a bounce\"}"),
        response.body());
    assertEquals(List.of("b@x.org", "a@x.org"), api.emails(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/mixed; boundary=B",
        "multipart/digest; charset=x; boundary=\"B\"",
        "multipart/form-data; boundary=B"
      })
  void severalMessagesAreTheirPartsOfAMultipart(String contentType) {
    String head = "--B\r\nContent-Type: message/rfc822\r\n\r\n";
    String body =
        head
            + bounce("a@x.org", "failed")
            + "\r\n"
            + head
            + bounce("b@x.org", "failed")
            + "\r\n--B--\r\n";
    assertEquals(told(2, 0, ""), api.with("Content-Type", contentType).post(MESSAGES, body).body());
  }

  @Test
  void aLongMailboxIsReadToItsEnd() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      body.append("From x Tue Mar  3 10:20:30 2026\n")
          .append(bounce(i + "@x.org", "failed"))
          .append("\n");
    }
    HttpResponse<String> response =
        api.with("Content-Type", "application/mbox").post(MESSAGES, body.toString());
    assertEquals(told(3000, 0, ""), response.body());
  }

  @Test
  void complaintsAndDelaysAreCountedAndChangeNothing() {
    String ignored = told(0, 0, "").replace("}", ",\"ignored\":{\"%s\":1}}");
    assertEquals(ignored.formatted("complaint"), api.post(MESSAGES, COMPLAINT).body());
    assertEquals(
        ignored.formatted("delayed"), api.post(MESSAGES, bounce("a@x.org", "delayed")).body());
    assertEquals("[]", api.list());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/html",
        "multipart/report; boundary=b",
        "multipart/mixed",
        "multipart/mixed; boundary=\"\"",
        "image/png"
      })
  void anotherTypeIsRefused(String contentType) {
    HttpResponse<String> response =
        api.with("Content-Type", contentType).post(MESSAGES, bounce("a@x.org", "failed"));
    assertEquals(415, response.statusCode());
    assertEquals(WRONG_TYPE, response.body());
    assertEquals("[]", api.list());
  }

  @Test
  void aBodyWithoutAMessageIsABadRequest() {
    HttpResponse<String> response = api.post(MESSAGES, "");
    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"errors\":[{\"field\":null,\"message\":\"The input holds no message\"}],"
            + told(0, 0, "").substring(1),
        response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "body-mime"})
  void theRawMailInAFormIsRead(String field) {
    String body = form("recipient", "bounces@y.org", field, bounce("a@x.org", "failed"));
    assertEquals(told(1, 0, ""), api.with("Content-Type", FORM).post(MESSAGES, body).body());
  }

  @ParameterizedTest
  @CsvSource({
    "multipart/form-data; boundary=B, No part of the body is a mail",
    "multipart/mixed; boundary=B, No part of the body is a mail",
    "application/mbox, The mailbox holds no message"
  })
  void aFormOrAMailboxWithoutAMailIsABadRequest(String contentType, String message) {
    String body =
        contentType.startsWith("multipart")
            ? form("recipient", "bounces@y.org", "body-plain", "Delivery failed: a@x.org")
            : "\r\n";
    HttpResponse<String> response = api.with("Content-Type", contentType).post(MESSAGES, body);
    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"errors\":[{\"field\":null,\"message\":\"%s\"}],".formatted(message)
            + told(0, 0, "").substring(1),
        response.body());
  }

  @Test
  void onlyAKeyThatMayCreateBouncesMayTellThem() {
    String account = service.createAccount(Account.ROOT, null);
    Set<Scope> others =
        EnumSet.complementOf(EnumSet.of(Scope.BOUNCES_CREATE, Scope.SUPPRESSION_CREATE));
    Api reader = service.api(service.createKey(account, others));
    assertEquals(403, reader.post(MESSAGES, bounce("a@x.org", "failed")).statusCode());
    assertEquals("[]", reader.get(BOUNCES).body());
    Api creator = service.api(service.createKey(account, Set.of(Scope.BOUNCES_CREATE)));
    assertEquals(200, creator.post(MESSAGES, bounce("a@x.org", "failed")).statusCode());
  }

  private static String form(String name, String value, String otherName, String other) {
    String head = "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
    return head.formatted(name, value) + head.formatted(otherName, other) + "--B--\r\n";
  }

  private static String told(int added, int duplicates, String rejected) {
    return "{\"added\":%d,\"updated\":0,\"duplicates\":%d,\"rejected\":[%s]}"
        .formatted(added, duplicates, rejected);
  }
}
