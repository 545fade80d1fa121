package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.classify.CpuTime;
import dev.rebound.ingest.Row;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile mails are read in linear time and bounded memory. */
class HostileMailTest {
  private static final int SIZE = 1 << 15;
  private static final int FACTOR = 8;
  private static final String FILLING = "x".repeat(70) + "\n";
  private static final String NOTICE =
      "From: MAILER-DAEMON@x.org\nSubject: failure notice\nReturn-Path: <>\n\n"
          + "This is the mail system at host x.org.\n\n";
  private static final String ENCLOSING =
      "From: MAILER-DAEMON@x.org\nContent-Type: message/rfc822\n\n";
  private static final String REPORT =
      "Content-Type: multipart/report; boundary=b\n\n"
          + "--b\n"
          + "Content-Type: message/delivery-status\n\n";

  static Stream<Arguments> mails() {
    return Stream.of(
        arguments("header lines", "A: b\n", ""),
        arguments("header line", "x", "Subject: "),
        arguments("encoded words", "=?utf-8?q?=", "Subject: "),
        arguments("folded lines", " x\n", "Subject: x\n"),
        arguments("nested parts", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", ""),
        arguments("parts", "--b\n\n", "Content-Type: multipart/mixed; boundary=b\n\n"),
        arguments("commas in addresses", ",<", "To: "),
        arguments("NULs", "\0", NOTICE),
        arguments("at signs", "@", NOTICE),
        arguments("open brackets", "<a@", NOTICE),
        arguments("quotes", "\"@", NOTICE),
        arguments("a host without a dot", "a@b ", NOTICE),
        arguments("local part", "a", NOTICE + "x@"),
        arguments("parentheses", "(", NOTICE + "a@x.org "),
        arguments("replies", ": 550 5.1.1 ", NOTICE + "<a@x.org>: "),
        arguments("reply lines", "550 a@x.org\n", NOTICE),
        arguments("addresses in a reply", "a@x.org ", NOTICE + "550 5.1.1 "),
        arguments("paragraphs", "x\n\n", NOTICE),
        arguments("origins", "<a@x.org> (expanded from <b@x.org>)\n\n", NOTICE),
        arguments("escapes", "\\x{", REPORT + "Action: failed\nFinal-Recipient: utf-8; "),
        arguments(
            "diagnostic",
            "550 5.1.1 ",
            REPORT + "Final-Recipient: rfc822; a@x.org\nDiagnostic-Code: "),
        arguments("fields", "A: b\n", REPORT + "Final-Recipient: rfc822; a@x.org\n"),
        arguments("tags", "<", "Content-Type: text/html\n" + NOTICE),
        arguments("nested blocks", "<div>", "Content-Type: text/html\n" + NOTICE),
        arguments("open formatting", "<p><b>", "Content-Type: text/html\n" + NOTICE),
        arguments("nested tables", "<table><tr><td>", "Content-Type: text/html\n" + NOTICE),
        arguments("open attributes", "<x y=\"", "Content-Type: text/html\n" + NOTICE),
        arguments("comments", "<!--", "Content-Type: text/html\n" + NOTICE),
        arguments("scripts", "<script>", "Content-Type: text/html\n" + NOTICE),
        arguments("entities", "&#x41", "Content-Type: text/html\n" + NOTICE),
        arguments("enclosed mails", ENCLOSING, ENCLOSING),
        arguments("lists", "a@x.org\n\nUnknown. Please contact us.\n\n", NOTICE),
        arguments("lines of a list", "a@x.org unknown\n", NOTICE),
        arguments("sentences", "Please contact. ", NOTICE + "<a@x.org>\n\n"),
        arguments("telephone numbers", "480-555-", NOTICE + "<a@x.org>: "),
        arguments("decorations", "---- ", NOTICE + "<a@x.org>\n\n"),
        arguments("quotes of a mail", "> <a@x.org>\n", NOTICE),
        arguments("headers in a notice", "From: a@x.org\nSubject: b\n\n550\n\n", NOTICE),
        arguments("links", "http://x.org/a@", NOTICE),
        arguments("types", "rfc822;", REPORT + "Action: failed\nFinal-Recipient: "),
        arguments("JSON", "{\"a\":", NOTICE.substring(0, NOTICE.indexOf("\n\n") + 2)),
        arguments("dates", "1:2:3 ", "Date: "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mails")
  void aHostileMailIsReadInLinearTime(String what, String piece, String start) {
    assertLinear(piece, start, SIZE);
  }

  static void assertLinear(String piece, String start, int size) {
    byte[] mail = mail(piece, start, size / FACTOR);
    byte[] longMail = mail(piece, start, size);
    CpuTime.assertLinear(FACTOR, () -> readOneRow(mail), () -> readOneRow(longMail));
  }

  private static byte[] mail(String piece, String start, int size) {
    return (start + piece.repeat(size / piece.length())).getBytes(StandardCharsets.UTF_8);
  }

  private static void readOneRow(byte[] mail) {
    assertEquals(1, MailReading.message(mail).lines().count());
  }

  @ParameterizedTest
  @CsvSource({"a, a", "a, b", "ab, a"})
  void aBoundaryThatIsHardToFindIsReadInLinearTime(String letter, String filling) {
    for (int length : new int[] {70, 200, 100_000}) {
      String start =
          "Content-Type: multipart/mixed; boundary=\"" + letter.repeat(length) + "\"\n\n";
      String line = "--" + filling.repeat(600) + "\n";
      assertLinear(line, start, SIZE);
    }
  }

  @Test
  void theBytesAfterTheFirstMebibyteAreNotRead() {
    String mail =
        NOTICE
            + FILLING.repeat(MailRows.MAX_MESSAGE_BYTES / FILLING.length() + 1)
            + "<a@x.org>: unknown\n";
    assertEquals("#0 names no recipient that failed\n", MailReading.message(mail));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void tenThousandRecipientsAreRead(boolean isReport) {
    StringBuilder mail = new StringBuilder(isReport ? REPORT : NOTICE);
    for (int i = 0; i < 10_100; i++) {
      mail.append(
          isReport
              ? "Final-Recipient: rfc822;" + i + "@x.org\nAction: failed\n\n"
              : "<" + i + "@x.org>\n");
    }
    String read = MailReading.message(mail.toString());
    long events = read.lines().filter(line -> line.contains("@x.org")).count();
    assertEquals(MailRows.MAX_RECIPIENTS, events);
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
    for (int i = 0; i < 100; i++) {
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
  void invalidContentTypesAreTolerated(String whole, String part) {
    String mail =
        "From: MAILER-DAEMON@x.org\nSubject: failure notice\nDate: nonsense\nContent-Type: "
            + whole
            + "\n\n--b\nContent-Type: "
            + part
            + "\n\n"
            + "This is the mail system at host x.org.\n\n"
            + "--b\n"
            + "Content-Type: message/delivery-status\n"
            + "Content-Transfer-Encoding: strange\n\n"
            + "Final-Recipient: rfc822;a@x.org\n"
            + "Action: failed\n"
            + "Status: 5.1.1\n"
            + "Diagnostic-Code: smtp;550 no\n\n"
            + "--b--\n";
    assertEquals(
        "bounce a@x.org 5.1.1 " + MailReading.NOW + " 550 no\n", MailReading.message(mail));
  }
}
