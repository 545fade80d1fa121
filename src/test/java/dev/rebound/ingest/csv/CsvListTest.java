package dev.rebound.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.Classification;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvListTest {
  private static final String NO_TIME =
      "must be a time: Unix seconds or milliseconds, ISO 8601, or a mail header's date";

  static Stream<Arguments> vendors() {
    return Stream.of(
        arguments(
            "Microsoft 365, Get-MessageTrace",
            """
            Received,SenderAddress,RecipientAddress,Subject,Status
            2026-01-02T00:00:05Z,news@example.org,ann@example.com,Hi,Delivered
            2026-01-02T00:00:05Z,news@example.org,bob@example.com,Hi,Failed
            2026-01-02T00:00:05Z,news@example.org,eve@example.com,Hi,GettingStatus
            """,
            List.of(
                "ignored delivered", "blocked bob@example.com 1767312005 []", "ignored processed")),
        arguments(
            "Microsoft 365, the summary of a trace",
            """
            origin_timestamp_utc,sender_address,recipient_status,message_subject
            2026-01-02T00:00:05.1Z,news@example.org,"ann@example.com##Receive, Deliver;bob@example.com##Receive, Fail;eve@example.com##550 5.1.10 RecipientNotFound",Hi
            """,
            List.of(
                "ignored delivered",
                "blocked bob@example.com 1767312005 []",
                "bounce eve@example.com 1767312005 [] 550 5.1.10 RecipientNotFound")),
        arguments(
            "Microsoft 365, the extended report",
            """
            origin_timestamp_utc,event_id,sender_address,recipient_address,recipient_status
            2026-01-02T00:00:05Z,FAIL,news@example.org,ann@example.com;bob@example.com,550 5.1.10 RecipientNotFound
            2026-01-02T00:00:05Z,SEND,news@example.org,eve@example.com,250 2.0.0 OK
            """,
            List.of(
                "bounce ann@example.com 1767312005 [] 550 5.1.10 RecipientNotFound",
                "bounce bob@example.com 1767312005 [] 550 5.1.10 RecipientNotFound",
                "ignored delivered")),
        arguments(
            "Microsoft 365, details around the replies",
            """
            date_time_utc,event_id,recipient_address,recipient_status
            2026-01-02T00:00:05Z,FAIL,ann@example.com;bob@example.com,"[{LED=550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found};{MSG=};{FQDN=};{IP=};{LRT=}];'[{LED=452 4.2.2 mailbox full};{MSG=}]'"
            2026-01-02T00:00:05Z,FAIL,eve@example.com,550 5.4.1 [{LED=550 5.4.1 Recipient address rejected [x]: Access denied};{MSG=};{LRT=1/2/2026 12:00:05 AM}]
            2026-01-02T00:00:05Z,FAIL,eve@example.com,[{LRT=};{LED=};{FQDN=}]
            """,
            List.of(
                "bounce ann@example.com 1767312005 [] 550 5.1.10 RESOLVER.ADR.RecipientNotFound;"
                    + " Recipient not found",
                "blocked bob@example.com 1767312005 [] 452 4.2.2 mailbox full",
                "bounce eve@example.com 1767312005 [] 550 5.4.1 Recipient address rejected [x]:"
                    + " Access denied",
                "blocked eve@example.com 1767312005 []")),
        arguments(
            "Microsoft 365, the details of a trace",
            """
            Date,Event,Detail,RecipientAddress
            1/2/2026 12:00:05 AM,Fail,Reason: [{LED=550 5.1.1 no such user};{MSG=}],ann@example.com
            1/2/2026 12:00:05 AM,Receive,Message received by: MX1,ann@example.com
            """,
            List.of(
                "bounce ann@example.com 1767312005 [] 550 5.1.1 no such user",
                "ignored processed")),
        arguments(
            "Exchange, two message tracking logs",
            """
            #Software: Microsoft Exchange Server
            #Version: 15.02.1544.004
            #Fields: date-time,source,event-id,recipient-address,recipient-status,sender-address
            2026-01-02T00:00:05.123Z,SMTP,FAIL,ann@example.com;bob@example.com,'550 5.1.1 User unknown';'452 4.2.2 Mailbox full',news@example.org
            2026-01-02T00:00:05.123Z,DSN,DSN,news@example.org,550 5.1.1 User unknown,postmaster@example.org
            #Software: Microsoft Exchange Server
            #Fields: date-time,source,event-id,recipient-address,recipient-status,sender-address
            2026-01-02T00:00:06.123Z,SMTP,SEND,eve@example.com,250 2.1.5 Recipient OK,news@example.org
            2026-01-02T00:00:06.123Z,QUEUE,DEFER,eve@example.com,451 4.4.0,news@example.org
            #Fields: date-time,source,event-id,sender-address,recipient-address,recipient-status
            2026-01-02T00:00:07.123Z,SMTP,FAIL,news@example.org,eve@example.com,550 5.1.1 User unknown
            """,
            List.of(
                "bounce ann@example.com 1767312005 [] 550 5.1.1 User unknown",
                "blocked bob@example.com 1767312005 [] 452 4.2.2 Mailbox full",
                "ignored processed",
                "ignored delivered",
                "ignored deferred",
                "#7 #Fields differs from the first such line")),
        arguments(
            "Google Workspace, the email log search",
            """
            Message ID,Start date,Sender,Recipient address,Event date,Event status,Event SMTP reply code
            m1,2026-01-02 00:00:01 UTC,news@example.org,ann@example.com,2026-01-02 00:00:05 UTC,BOUNCED,550
            m2,2026-01-02 00:00:01 UTC,news@example.org,bob@example.com,2026-01-02 00:00:05 UTC,BOUNCED,421
            m3,2026-01-02 00:00:01 UTC,news@example.org,eve@example.com,2026-01-02 00:00:05 UTC,DELIVERED,250
            """,
            List.of(
                "bounce ann@example.com 1767312005 [550]",
                "blocked bob@example.com 1767312005 [421]",
                "ignored delivered")),
        arguments(
            "Mailchimp's cleaned contacts",
            """
            Email Address,First Name,OPTIN_TIME,LAST_CHANGED,LEID,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE
            ann@example.com,Ann,2025-01-01 00:00:00,2026-02-02 00:00:00,1,2026-01-02 00:00:05,News
            """,
            List.of("bounce ann@example.com 1767312005 []")),
        arguments(
            "Mailchimp's subscribers",
            """
            Email Address,First Name,OPTIN_TIME,LAST_CHANGED,LEID
            ann@example.com,Ann,2025-01-01 00:00:00,2026-02-02 00:00:00,1
            """,
            List.of("ignored subscribed")),
        arguments(
            "Azure's log of email deliveries",
            """
            TimeGenerated [UTC],RecipientId,DeliveryStatus,SmtpStatusCode,EnhancedSmtpStatusCode,FailureMessage
            2026-01-02T00:00:05Z,ann@example.com,Bounced,550,5.1.1,no such user
            2026-01-02T00:00:05Z,bob@example.com,Suppressed,,,
            ,,OutForDelivery,,,
            """,
            List.of(
                "bounce ann@example.com 1767312005 [5.1.1] no such user",
                "ignored dropped",
                "ignored processed")),
        arguments(
            "SendGrid's API and dashboard",
            """
            status,reason,email,created
            5.1.1,"550 5.1.1 The account does not exist, or it was closed",ann@example.com,1443651125
            ,,Bob@Example.com,
            """,
            List.of(
                "bounce ann@example.com 1443651125 [5.1.1] 550 5.1.1 The account does not exist, or"
                    + " it was closed",
                "bounce bob@example.com now []")),
        arguments(
            "the way in",
            """
            email,created,type,reason,status,classification
            ann@example.com,1443651125,blocked,554 spam,5.7.1,Content
            """,
            List.of("blocked ann@example.com 1443651125 [5.7.1] 554 spam")),
        arguments(
            "Mailgun",
            """
            address,code,error,created_at
            ann@example.com,550,"No such mailbox","Fri, 18 Oct 2024 18:28:14 UTC"
            bob@example.com,605,,"Mon, 06 May 2024 18:11:58 GMT"
            """,
            List.of(
                "bounce ann@example.com 1729276094 [550] No such mailbox",
                "bounce bob@example.com 1715019118 [605]")),
        arguments(
            "Amazon SES, from the command line",
            """
            EmailAddress,Reason,LastUpdateTime
            ann@example.com,BOUNCE,2020-04-10T21:03:05.842000+00:00
            bob@example.com,COMPLAINT,2020-04-10T21:03:05.842000+00:00
            eve@example.com,BOUNCE,1586552585.077
            """,
            List.of(
                "bounce ann@example.com 1586552585 []",
                "ignored complaint",
                "bounce eve@example.com 1586552585 []")),
        arguments(
            "Amazon SES, as its bulk import takes it",
            """
            emailAddress,reason
            ann@example.com,BOUNCE
            bob@example.com, COMPLAINT
            """,
            List.of("bounce ann@example.com now []", "ignored complaint")),
        arguments(
            "Amazon SES, the console's names",
            """
            Email address;Suppression reason;Last updated
            ann@example.com;Bounce;2020-04-10 21:03:05 UTC
            bob@example.com;Complaint;2020-04-10 21:03:05 UTC
            """,
            List.of("bounce ann@example.com 1586552585 []", "ignored complaint")),
        arguments(
            "Postmark's suppressions",
            """
            EmailAddress,SuppressionReason,Origin,CreatedAt
            ann@example.com,HardBounce,Recipient,2019-12-17T08:58:33-05:00
            bob@example.com,SpamComplaint,Recipient,2019-12-17T08:58:33-05:00
            eve@example.com,ManualSuppression,Customer,2019-12-17T08:58:33-05:00
            """,
            List.of("bounce ann@example.com 1576591113 []", "ignored complaint", "ignored manual")),
        arguments(
            "Postmark's bounces",
            """
            ID,Type,TypeCode,Name,Email,BouncedAt,Inactive,Details,Description,Subject
            1,HardBounce,1,Hard bounce,ann@example.com,2014-01-15T16:09:19.6421112-05:00,true,550 5.1.1 gone,x,y
            2,SoftBounce,4096,Soft bounce,bob@example.com,2014-01-15T21:09:19Z,false,452 4.2.2 full,x,y
            3,AutoResponder,64,Auto responder,eve@example.com,2014-01-15T21:09:19Z,false,,x,y
            4,DnsError,256,DNS error,joe@example.com,2014-01-15T21:09:19Z,false,no such domain,x,y
            """,
            List.of(
                "bounce ann@example.com 1389820159 [] 550 5.1.1 gone",
                "blocked bob@example.com 1389820159 [] 452 4.2.2 full",
                "ignored other",
                "blocked joe@example.com 1389820159 [] no such domain")),
        arguments(
            "Postmark's bounces by recipient, without details",
            """
            Recipient,Type,Description,Bounced At
            ann@example.com,HardBounce,The server was unable to deliver,2014-01-15 21:09:19
            """,
            List.of("bounce ann@example.com 1389820159 [] The server was unable to deliver")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email,bounced | a@x.org,yes | bounce a@x.org now []",
        "email,bounced | a@x.org,1 | bounce a@x.org now []",
        "email,bounced | a@x.org,FALSE | ignored not bounced",
        "email,bounced | a@x.org,0 | ignored not bounced",
        "email,bounced | a@x.org, | ignored not bounced",
        "email,unsubscribed | a@x.org,no | ignored not bounced",
        "email,unsubscribed | a@x.org,y | ignored unsubscribe",
        "email,hard_bounce,status | a@x.org,false,5.1.1 | blocked a@x.org now [5.1.1]",
        "email,hard_bounce,event | a@x.org,false,bounce | blocked a@x.org now []",
        "email,hard_bounce,event | a@x.org,true,bounce | bounce a@x.org now []",
        "email,is_bounced,reason | a@x.org,no,550 gone | blocked a@x.org now [] 550 gone",
        "email,is_bounced,reason | a@x.org,no, | ignored not bounced",
        "email,is_unsubscribed,reason | a@x.org,yes, | ignored unsubscribe",
        "email,event,bounce | a@x.org,bounce,soft | blocked a@x.org now []",
        "email,event,bounce | a@x.org,bounce,hard | bounce a@x.org now []",
        "email,bounced | a@x.org,perhaps | #0 type must be bounce, blocked, or another vendor's"
            + " word for one of them"
      })
  void aColumnOfYesAndNoSaysWhetherARowIsABounce(String header, String row, String expected) {
    assertEquals(List.of(expected), read(CsvMapping.AUTOMATIC, header + "\n" + row));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Unsubscribed by the recipient | ignored unsubscribe",
        "The user opted out | ignored unsubscribe",
        "Marked as spam | ignored complaint",
        "recipient complained | ignored complaint",
        "I am out of the office | ignored other",
        "on the suppression list | ignored dropped",
        "250 2.0.0 queued | ignored delivered",
        "554 too many complaints | bounce a@x.y now [] 554 too many complaints",
        "unknown user | bounce a@x.y now [] unknown user"
      })
  void aReasonMayTellAnotherKind(String reason, String expected) {
    assertEquals(List.of(expected), read(CsvMapping.AUTOMATIC, "email,reason\na@x.y," + reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "250 | ignored delivered",
        "2.1.5 | ignored delivered",
        "250 2.0.0 OK | ignored delivered",
        "550 | bounce a@x.y now [550]",
        "5.1.1 | bounce a@x.y now [5.1.1]",
        "5.1.1 (no mailbox) | bounce a@x.y now [5.1.1] 5.1.1 (no mailbox)",
        "550 gone | bounce a@x.y now [550] 550 gone",
        "550 5.1.1 gone | bounce a@x.y now [5.1.1] 550 5.1.1 gone",
        "NULL | bounce a@x.y now []",
        "\\N | bounce a@x.y now []",
        "N/A | bounce a@x.y now []",
        "- | bounce a@x.y now []"
      })
  void aStatusMayBeAReply(String status, String expected) {
    assertEquals(List.of(expected), read(CsvMapping.AUTOMATIC, "email,status\na@x.y," + status));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "NULL,", ",N/A"})
  void aRowOfOtherColumnsThatSaysNothingIsRejected(String values) {
    assertEquals(
        List.of("#0 type is required, or a reason or status: bounce or blocked"),
        read(CsvMapping.AUTOMATIC, "email,name,bounce reason,status\na@x.y,Ann," + values));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "undeliverable,rejected_email | bounce a@x.y now [] rejected_email",
        "deliverable,accepted_email | ignored subscribed",
        "risky,low_quality | #0 type must be bounce, blocked, or another vendor's word for one of"
            + " them"
      })
  void theResultOfAVerificationIsAType(String values, String expected) {
    assertEquals(
        List.of(expected), read(CsvMapping.AUTOMATIC, "email,result,reason\na@x.y," + values));
  }

  @Test
  void aWordForTheReasonGivesTheClass() {
    Verdict verdict = verdict("email,status,bounce detail\na@x.y,soft-bounced,mailbox_full\n");
    assertEquals(Classification.MAILBOX_UNAVAILABLE, verdict.classification());
  }

  @Test
  void theRecipientCountsBesideAnotherAddress() {
    assertEquals(
        List.of("bounce a@x.y now [] gone", "bounce b@x.y now [] gone"),
        read(
            CsvMapping.AUTOMATIC,
            "email,recipient,error,status\nn@x.org,a@x.y,gone,bounced\nb@x.y,Bob,gone,bounced\n"));
  }

  @Test
  void aCellMayHaveSeveralAddresses() {
    assertEquals(
        List.of(
            "bounce a@x.y now [] gone",
            "bounce b@x.y now [] gone",
            "bounce a@x.y now [] gone",
            "bounce b@x.y now [] gone"),
        read(CsvMapping.AUTOMATIC, "email,reason\n\"a@x.y\nb@x.y\",gone\na@x.y | b@x.y,gone\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "E-Mail-Adresse;Grund;Code;Datum",
        "Adresse e-mail;Motif;Code;Date",
        "Correo electrónico;Motivo;Código;Fecha",
        "E-mailadres;Reden;Code;Datum"
      })
  void theColumnsMayHaveNamesInOtherLanguages(String header) {
    assertEquals(
        List.of("bounce a@x.y 1767312005 [5.1.1] gone"),
        read(CsvMapping.AUTOMATIC, header + "\na@x.y;gone;5.1.1;2026-01-02 00:00:05\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vendors")
  void aVendorsListIsReadByTheNamesOfItsColumns(
      String vendor, String input, List<String> expected) {
    assertEquals(expected, read(CsvMapping.AUTOMATIC, input));
  }

  @ParameterizedTest
  @CsvSource({
    "bounce, bounce a@x.y now []",
    "Hard Bounce, bounce a@x.y now []",
    "hard_bounce, bounce a@x.y now []",
    "Permanent, bounce a@x.y now []",
    "BadEmailAddress, bounce a@x.y now []",
    "' ', bounce a@x.y now []",
    "BLOCKED, blocked a@x.y now []",
    "soft-bounce, blocked a@x.y now []",
    "Transient, blocked a@x.y now []",
    "Undetermined, blocked a@x.y now []",
    "DnsError, blocked a@x.y now []",
    "Spam Complaint, ignored complaint",
    "spamreport, ignored complaint",
    "ManuallyDeactivated, ignored manual",
    "unsubscribe, ignored unsubscribe",
    "InboundError, ignored other",
    "dropped, ignored dropped",
    "gibberish, '#0 type must be bounce, blocked, or another vendor''s word for one of them'",
    "1, '#0 type must be bounce, blocked, or another vendor''s word for one of them'",
  })
  void aTypeMayBeAnyVendorsWord(String word, String expected) {
    assertEquals(List.of(expected), read(CsvMapping.AUTOMATIC, "email,type\na@x.y," + word));
  }

  @Test
  void theFirstFieldAtFaultIsNamed() {
    String header = "email,created,type,reason,status,classification\n";
    String long65 = "5".repeat(65);
    assertEquals(
        List.of(
            "#0 email is required",
            "#1 email must be an email address of at most 320 characters",
            "#2 created " + NO_TIME,
            "#3 status must have at most 64 characters",
            "#4 classification must be one of SendGrid's seven classes",
            "ignored complaint"),
        read(
            CsvMapping.AUTOMATIC,
            header
                + " ,soon,x,,,\n"
                + "nobody,soon,x,,,\n"
                + "a@x.y,soon,x,,,\n"
                + ("a@x.y,17,bounce,," + long65 + ",\n")
                + "a@x.y,17,bounce,,5.1.1,Bad\n"
                + "nobody,soon,complaint,,,\n"));
  }

  @Test
  void aClassInTheListComesBeforeTheClassifiers() {
    String input = "email,reason,classification\na@x.y,550 5.1.1 user unknown,%s\n";
    assertEquals(Verdict.given(Classification.REPUTATION), verdict(input.formatted("reputation")));
    assertEquals(Classification.INVALID_ADDRESS, verdict(input.formatted("")).classification());
  }

  static Stream<Arguments> mappings() {
    return Stream.of(
        arguments(
            "email=Adresse,created=Datum,reason=Fehler,status=Code,type=Art",
            "bounce ann@example.com 1738324800 [5.1.1] weg",
            "ignored complaint"),
        arguments(
            " EMAIL = adresse , type:blocked ",
            "blocked ann@example.com now []",
            "blocked bob@example.com now []"),
        arguments(
            "type:bounce,email=ADRES SE",
            "bounce ann@example.com now []",
            "bounce bob@example.com now []"));
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void aMappingNamesTheColumns(String mapping, String first, String second) {
    String input =
        "Nr;Adresse;Datum;Fehler;Code;Art\n"
            + "1;ann@example.com;2025-01-31 12:00:00 UTC;weg;5.1.1;hard\n"
            + "2;bob@example.com;2025-01-31;;;complaint\n";
    assertEquals(List.of(first, second), read(CsvMapping.parse(mapping), input));
  }

  @Test
  void aTypeForAllMakesBlocksOfSendGridsBlocksWhichLookLikeItsBounces() {
    assertEquals(
        List.of("blocked a@x.y 17 [4.7.1] 421 slow down"),
        read(
            CsvMapping.parse("type:blocked"),
            "created,email,reason,status\n17,a@x.y,421 slow down,4.7.1"));
  }

  @Test
  void aTypeForAllRowsDoesNotApplyToComplaints() {
    assertEquals(
        List.of("blocked a@x.y now []", "ignored complaint"),
        read(
            CsvMapping.parse("type:blocked"),
            "EmailAddress,Reason\na@x.y,BOUNCE\nb@x.y,COMPLAINT"));
  }

  @Test
  void aMissingMappedColumnIsUnreadable() {
    assertEquals(
        List.of("failed after 0: The header line lacks the column \"Mail\""),
        read(CsvMapping.parse("email=Mail"), "email\na@x.y"));
  }

  @Test
  void aMappingReadsAnAccountingFileAsAList() {
    assertEquals(
        List.of("bounce a@x.y 17 [5.0.0]"),
        read(
            CsvMapping.parse("email=rcpt,created=timeLogged,status=dsnStatus"),
            "type,timeLogged,rcpt,dsnStatus\nd,17,a@x.y,5.0.0"));
  }

  private static Verdict verdict(String input) {
    Reading reading =
        Reading.of(
            new CsvRows(CsvMapping.AUTOMATIC, Reading.DEFAULTS),
            input.getBytes(StandardCharsets.UTF_8));
    BounceEvent event = ((Row.Event) reading.rows().get(0)).event();
    return event.verdict();
  }

  private static List<String> read(CsvMapping mapping, String input) {
    return IngestedRows.by(() -> new CsvRows(mapping, Reading.DEFAULTS), input);
  }
}
