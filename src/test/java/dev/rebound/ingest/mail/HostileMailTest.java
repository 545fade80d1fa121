package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.ingest.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Mails that were made to hurt are read in bounded time and memory. */
class HostileMailTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int SIZE = MailRows.MAX_MESSAGE_BYTES;
  private static final String NOTICE =
      "From: MAILER-DAEMON@x.org\nSubject: failure notice\nReturn-Path: <>\n\n"
          + "This is the mail system at host x.org.\n\n";
  private static final String REPORT =
      "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n";

  static Stream<Arguments> mails() {
    return Stream.of(
        arguments("header lines", "A: b\n", "", 1),
        arguments("header line", "x", "Subject: ", 1),
        arguments("encoded words", "=?utf-8?q?=", "Subject: ", 1),
        arguments("folded lines", " x\n", "Subject: x\n", 1),
        arguments("nested parts", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "", 1),
        arguments("parts", "--b\n\n", "Content-Type: multipart/mixed; boundary=b\n\n", 1),
        arguments("commas in addresses", ",<", "To: ", 1),
        arguments("NULs", "\0", NOTICE, 1),
        arguments("at signs", "@", NOTICE, 1),
        arguments("open brackets", "<a@", NOTICE, 1),
        arguments("quotes", "\"@", NOTICE, 1),
        arguments("a host without a dot", "a@b ", NOTICE, 1),
        arguments("local part", "a", NOTICE + "x@", 1),
        arguments("parentheses", "(", NOTICE + "a@x.org ", 1),
        arguments("replies", ": 550 5.1.1 ", NOTICE + "<a@x.org>: ", 1),
        arguments("reply lines", "550 a@x.org\n", NOTICE, 1),
        arguments("addresses in a reply", "a@x.org ", NOTICE + "550 5.1.1 ", 1),
        arguments("paragraphs", "x\n\n", NOTICE, 1),
        arguments("origins", "<a@x.org> (expanded from <b@x.org>)\n\n", NOTICE, 1),
        arguments("escapes", "\\x{", REPORT + "Action: failed\nFinal-Recipient: utf-8; ", 1),
        arguments(
            "diagnostic",
            "550 5.1.1 ",
            REPORT + "Final-Recipient: rfc822; a@x.org\nDiagnostic-Code: ",
            1),
        arguments("fields", "A: b\n", REPORT + "Final-Recipient: rfc822; a@x.org\n", 1),
        arguments("tags", "<", "Content-Type: text/html\n" + NOTICE, 1),
        arguments("comments", "<!--", "Content-Type: text/html\n" + NOTICE, 1),
        arguments("scripts", "<script>", "Content-Type: text/html\n" + NOTICE, 1),
        arguments("entities", "&#x41", "Content-Type: text/html\n" + NOTICE, 1),
        arguments("dates", "1:2:3 ", "Date: ", 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mails")
  void aMebibyteOfItIsReadInTime(String what, String piece, String start, int rows) {
    String mail = start + piece.repeat(2 * SIZE / piece.length());
    String read = assertTimeoutPreemptively(LONG, () -> MailReading.message(mail));
    assertEquals(rows, read.lines().count(), read.substring(0, Math.min(300, read.length())));
  }

  @ParameterizedTest
  @CsvSource({"a, a", "a, b", "ab, a"})
  void aBoundaryThatIsHardToFindIsReadInTime(String letter, String filling) {
    for (int length : new int[] {70, 200, 100_000}) {
      String mail =
          "Content-Type: multipart/mixed; boundary=\""
              + letter.repeat(length)
              + "\"\n\n"
              + ("--" + filling.repeat(600) + "\n").repeat(SIZE / 600);
      String read = assertTimeoutPreemptively(LONG, () -> MailReading.message(mail));
      assertEquals("#0 holds no delivery report\n", read);
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void ofVeryManyRecipientsTenThousandAreTaken(boolean isReport) {
    StringBuilder mail = new StringBuilder(isReport ? REPORT : NOTICE);
    for (int i = 0; i < 12_000; i++) {
      mail.append(
          isReport
              ? "Final-Recipient: rfc822;" + i + "@x.org\nAction: failed\n\n"
              : "<" + i + "@x.org>\n");
    }
    AtomicInteger events = new AtomicInteger();
    String read = assertTimeoutPreemptively(LONG, () -> MailReading.message(mail.toString()));
    read.lines().filter(line -> line.contains("@x.org")).forEach(line -> events.incrementAndGet());
    assertEquals(MailRows.MAX_RECIPIENTS, events.get());
    assertTrue(read.endsWith("#0 reports more than 10000 recipients\n"));
  }

  @Test
  void aReportBeforeAnEndlessReturnedMailIsRead() throws Exception {
    MailRows reader = MailRows.message(MailReading.DEFAULTS);
    AtomicInteger events = new AtomicInteger();
    String start = REPORT + "Final-Recipient: rfc822; a@x.org\nAction: failed\n\n--b\n\n";
    byte[] bytes = start.getBytes(StandardCharsets.US_ASCII);
    reader.feed(bytes, 0, bytes.length, row -> {});
    byte[] filling = new byte[1 << 16];
    for (int i = 0; i < 1000; i++) {
      reader.feed(filling, 0, filling.length, row -> {});
    }
    reader.finish(row -> events.addAndGet(row instanceof Row.Event ? 1 : 0));
    assertEquals(1, events.get());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multipart/report                              | text/plain; charset=no-such-charset
          multipart/report; boundary=b                  | text/plain; charset="a b$%c"
          multipart/report; boundary=b; report-type     | text/plain; charset=
          multipart/report; boundary=b; =;;"            | text/plain; charset=utf-16
          """)
  void wrongContentTypesAreReadAsFarAsTheyGo(String whole, String part) {
    String mail =
        "From: MAILER-DAEMON@x.org\nSubject: failure notice\nDate: nonsense\nContent-Type: "
            + whole
            + "\n\n--b\nContent-Type: "
            + part
            + "\n\nThis is the mail system at host x.org.\n\n--b\n"
            + "Content-Type: message/delivery-status\nContent-Transfer-Encoding: strange\n\n"
            + "Final-Recipient: rfc822;a@x.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp;550 no\n\n--b--\n";
    assertEquals(
        "bounce a@x.org 5.1.1 " + MailReading.NOW + " 550 no\n", MailReading.message(mail));
  }
}
