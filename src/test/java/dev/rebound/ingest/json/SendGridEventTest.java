package dev.rebound.ingest.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.RejectedRow;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of SendGrid's Event Webhook (contract, 6.2). */
class SendGridEventTest {
  private static final String NO_TIME = "must be Unix seconds from 0 to 253402300799";
  private static final String NO_EMAIL = "must be an email address of at most 320 characters";
  private static final String NO_TYPE = "must be bounce or blocked";

  @Test
  void allFieldsOfABounceAreRead() {
    assertEquals(
        new BounceEvent(
            new EmailAddress("ann@example.com"),
            1_619_651_147,
            BounceType.BOUNCE,
            "550 5.1.1 <ann@example.com>: unknown",
            "5.1.1",
            Verdict.given(Classification.MAILBOX_UNAVAILABLE)),
        event(
            "{'bounce_classification':'Mailbox Unavailable','email':'Ann@Example.com',"
                + "'event':'bounce','ip':'167.89.101.76',"
                + "'reason':'550 5.1.1 \\u003cann@example.com\\u003e: unknown','sg_event_id':'Ym',"
                + "'sg_message_id':'','smtp-id':'<q@ismtpd>','status':'5.1.1',"
                + "'timestamp':1619651147,'tls':1,'type':'bounce'}"));
  }

  @ParameterizedTest
  @CsvSource({
    "'type':'bounce', BOUNCE",
    "'type':'blocked', BLOCKED",
    "'type':'expired', BLOCKED",
    // SendGrid's test events have no type; the reason decides.
    "'reason':'500 unknown recipient'!'status':'5.0.0', BOUNCE",
    "'reason':'552 5.2.2 over quota'!'status':'5.2.2', BLOCKED",
    "'type':null!'reason':'421 try again later', BLOCKED",
    "'bounce_classification':'Invalid Address', BOUNCE",
    "'bounce_classification':'Content'!'status':'5.1.1', BLOCKED",
  })
  void theTypeOrElseTheReasonDecidesBetweenBounceAndBlock(String members, BounceType expected) {
    assertEquals(
        expected,
        event(
                "{'event':'bounce','email':'a@b.c','timestamp':1,%s}"
                    .formatted(members.replace('!', ',')))
            .type());
  }

  @ParameterizedTest
  @CsvSource({
    "Content, Content",
    "Frequency or Volume Too High, Frequency or Volume Too High",
    "Invalid Address, Invalid Address",
    "Mailbox Unavailable, Mailbox Unavailable",
    "Reputation, Reputation",
    "Technical, Technical Failure",
    "technical, Technical Failure",
    "Technical Failure, Technical Failure",
    "Unclassified, Unclassified",
  })
  void theClassIsSendGridsInEitherSpelling(String given, String expected) {
    assertEquals(
        Verdict.given(Classification.of(expected).orElseThrow()),
        event(bounce("'bounce_classification':'" + given + "'")).verdict());
  }

  // An old sample in the documentation has "invalid".
  @ParameterizedTest
  @ValueSource(strings = {"'invalid'", "''", "null", "7", "['Content']", "{'a':'Content'}"})
  void aClassThatIsNoneIsLeftToTheClassifier(String given) {
    BounceEvent event =
        event(bounce("'reason':'550 5.1.1 User unknown','bounce_classification':" + given));
    assertEquals(Classification.INVALID_ADDRESS, event.verdict().classification());
    assertNotEquals(Verdict.GIVEN, event.verdict().rule());
  }

  @Test
  void aDropOfABouncedAddressIsHistory() {
    BounceEvent event =
        event(
            "{'email':'a@b.c','event':'dropped','reason':'Bounced"
                + " Address','timestamp':1600112492}");
    assertEquals(BounceType.DROPPED, event.type());
    assertEquals("Bounced Address", event.reason());
    assertEquals("", event.status());
    assertEquals(1_600_112_492, event.occurredAt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unsubscribed Address",
        "Spam Reporting Address",
        "Invalid",
        "Invalid SMTPAPI header",
        "Spam Content (if Spam Checker app enabled)",
        "Recipient List over Package Quota",
        "bounced address",
        "",
      })
  void aDropForAnotherReasonIsIgnored(String reason) {
    assertEquals(
        "ignored dropped",
        line("{'email':'a@b.c','event':'dropped','reason':'" + reason + "','timestamp':1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processed",
        "dropped",
        "deferred",
        "delivered",
        "open",
        "click",
        "spamreport",
        "unsubscribe",
        "group_unsubscribe",
        "group_resubscribe",
        "account_status_change",
      })
  void anotherEventIsIgnoredByItsName(String name) {
    assertEquals("ignored " + name, line("{'event':'" + name + "','email':7,'timestamp':'soon'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocked", "Bounce", "bounce ", "", "machine_open", "a@b.c"})
  void anUnknownEventIsIgnoredWithoutItsName(String name) {
    assertEquals("ignored other", line("{'event':'" + name + "'}"));
  }

  // Senders may merge any other fields into an event.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'reason':null,'status':null,'bounce_classification':null",
        "'category':'cat facts'",
        "'category':['cat','facts']",
        "'category':[]",
        "'sg_event_id':7,'sg_message_id':null,'smtp-id':[{}]",
        "'Event':'open','EMAIL':'x','Type':'y','created':'z','classification':'Content'",
        "'marketing_campaign_id':12,'marketing_campaign_name':'\\ud83d\\ude00','asm_group_id':1",
        "'pool':{'name':'new','id':210},'url_offset':{'index':0,'type':'html'}",
        "'deep':[[[[[[{'email':[{'event':'open'}]}]]]]]],'tls':0,'cert_err':'1'",
      })
  void whatElseAnEventHoldsIsPassedOver(String members) {
    assertEquals(
        new BounceEvent(new EmailAddress("a@b.c"), 1, BounceType.BOUNCE, "", "", Verdict.NONE),
        event(bounce(members)));
  }

  // A rejected event is lost: SendGrid does not redeliver it. Both forms are therefore accepted.
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1_600_112_492, 253_402_300_799L})
  void theTimeIsANumberOrItsDigits(long time) {
    assertEquals(time, event(at(Long.toString(time))).occurredAt());
    assertEquals(time, event(at("'" + time + "'")).occurredAt());
    assertEquals(time, event(at("'%012d'".formatted(time))).occurredAt());
  }

  static Stream<Arguments> wrongEvents() {
    return Stream.of(
        arguments("{}", "event", "is required"),
        arguments("{'event':null}", "event", "is required"),
        arguments("{'event':7}", "event", "must be a string"),
        arguments("{'event':['bounce']}", "event", "must be a string"),
        arguments("{'event':'bounce'}", "email", "is required"),
        arguments("{'event':'bounce','type':'hard'}", "type", NO_TYPE),
        arguments("{'event':'bounce','type':''}", "type", NO_TYPE),
        arguments("{'event':'bounce','type':'dropped'}", "type", NO_TYPE),
        arguments("{'event':'bounce','type':1}", "type", NO_TYPE),
        arguments("{'event':'bounce','email':'…'}", "email", NO_EMAIL),
        arguments("{'event':'bounce','email':'invalid'}", "email", NO_EMAIL),
        arguments("{'event':'bounce','email':'" + "a".repeat(320) + "@b.c'}", "email", NO_EMAIL),
        arguments("{'event':'bounce','email':{}}", "email", "must be a string"),
        arguments("{'event':'bounce','email':'a@b.c'}", "timestamp", "is required"),
        arguments(
            "{'event':'bounce','email':'a@b.c','timestamp':null}", "timestamp", "is required"),
        arguments(at("1.5"), "timestamp", NO_TIME),
        arguments(at("1e9"), "timestamp", NO_TIME),
        arguments(at("-1"), "timestamp", NO_TIME),
        arguments(at("true"), "timestamp", NO_TIME),
        arguments(at("'2021-04-28'"), "timestamp", NO_TIME),
        arguments(at("'-1'"), "timestamp", NO_TIME),
        arguments(at("' 1'"), "timestamp", NO_TIME),
        arguments(at("''"), "timestamp", NO_TIME),
        arguments(at("'1.0'"), "timestamp", NO_TIME),
        // Milliseconds.
        arguments(at("1619651147000"), "timestamp", NO_TIME),
        arguments(at("253402300800"), "timestamp", NO_TIME),
        arguments(at("'253402300800'"), "timestamp", NO_TIME),
        arguments(at("9".repeat(60_000)), "timestamp", NO_TIME),
        arguments(bounce("'reason':550"), "reason", "must be a string"),
        arguments(bounce("'status':550"), "status", "must be a string of at most 64 characters"),
        arguments(
            bounce("'status':'" + "5".repeat(65) + "'"),
            "status",
            "must be a string of at most 64 characters"),
        arguments("{'event':'dropped','reason':'Bounced Address'}", "email", "is required"),
        arguments("[]", null, "must be an object"),
        arguments("'bounce'", null, "must be an object"),
        arguments("{'event':'bounce',}", null, "not valid JSON"),
        arguments("{'event':'bounce','event':'bounce'}", null, "has a name twice"),
        arguments(
            "{'event':'bounce','x':" + "[".repeat(100) + "]".repeat(100) + "}",
            null,
            "nested deeper than 100 levels"));
  }

  @ParameterizedTest
  @MethodSource("wrongEvents")
  void aWrongEventIsRejectedByItsFirstFault(String row, String field, String message) {
    assertEquals(
        new Row.Rejected(new RejectedRow(3, Optional.ofNullable(field), message)), read(row));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.1.1", "550", "", "4.0.0"})
  void theStatusIsKeptAsItIs(String status) {
    assertEquals(status, event(bounce("'status':'" + status + "'")).status());
  }

  private static String at(String timestamp) {
    return "{'event':'bounce','email':'a@b.c','timestamp':" + timestamp + "}";
  }

  private static String bounce(String members) {
    return "{'event':'bounce','type':'bounce','email':'a@b.c','timestamp':1," + members + "}";
  }

  private static BounceEvent event(String row) {
    return ((Row.Event) read(row)).event();
  }

  private static String line(String row) {
    return Reading.line(read(row));
  }

  private static Row read(String row) {
    byte[] bytes = row.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return ParsedRow.of(JsonRows.Dialect.SENDGRID_EVENTS, 3, bytes);
  }
}
