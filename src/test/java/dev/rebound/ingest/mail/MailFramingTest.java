package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailFramingTest {
  private static final String FROM = "From MAILER-DAEMON Tue Mar  3 10:20:30 2026\n";
  private static final String MMDF = "\1\1\1\1\n";
  private static final String EMPTY = "#%d holds no delivery report\n";

  private static final String NO_MAIL = "failed after 0: No part of the body is a mail\n";

  private static String bounce(String email) {
    return """
    From: MAILER-DAEMON@x.org
    Date: Tue, 03 Mar 2026 10:20:30 +0000
    Content-Type: multipart/report; boundary=b

    --b
    Content-Type: message/delivery-status

    Final-Recipient: rfc822; %s
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 gone

    --b--
    """
        .formatted(email);
  }

  private static String row(String email) {
    return "bounce " + email + " 5.1.1 1772533230 550 gone\n";
  }

  private static String mbox(String input) {
    return MailReading.text(MailRows.mbox(MailReading.DEFAULTS), input);
  }

  private static String parts(String input) {
    return MailReading.text(MailRows.multipart("B", false, MailReading.DEFAULTS), input);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "From a@x.org Tue Mar  3 10:20:30 2026\n"})
  void anInputWithoutAMessageIsUnreadable(String input) {
    assertEquals("failed after 0: The input holds no message\n", MailReading.message(input));
  }

  @Test
  void blankLinesAndAFromLineBeforeAMessageAreSkipped() {
    assertEquals(row("a@x.org"), MailReading.message("\r\n\n" + FROM + bounce("a@x.org")));
  }

  @Test
  void anMboxHoldsAMessageBelowEachFromLine() {
    String input =
        FROM + bounce("a@x.org") + "\n" + FROM + "Subject: x\n\ny\n\n" + FROM + bounce("b@x.org");
    String expected = row("a@x.org") + EMPTY.formatted(1) + row("b@x.org");
    assertEquals(expected, mbox(input));
    assertEquals(expected, mbox(input.replace("\n", "\r\n")));
    assertEquals(expected, mbox(input.replace("\n\nFrom", "\r\n\nFrom")));
    assertEquals(expected, mbox("\n\n" + input.substring(FROM.length())));
  }

  @Test
  void anEmptyMboxIsUnreadable() {
    String message = "failed after 0: The mailbox holds no message\n";
    assertEquals(message, mbox(""));
    assertEquals(message, mbox("\r\n\n"));
    assertEquals(message, mbox(MMDF + MMDF));
  }

  @Test
  void aMailboxOfMmdfHoldsAMessageBetweenItsLines() {
    String input = MMDF + bounce("a@x.org") + MMDF + MMDF + FROM + bounce("b@x.org") + MMDF;
    assertEquals(row("a@x.org") + row("b@x.org"), mbox(input));
    assertEquals(row("a@x.org") + row("b@x.org"), mbox(input.replace("\n", "\r\n")));
  }

  @Test
  void aFromLineWithinAMessageOfMmdfIsText() {
    String mail = bounce("a@x.org").replace("550 gone", "550 gone\n\n" + FROM);
    assertEquals(row("a@x.org"), mbox(MMDF + mail + MMDF));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234\n", "987       \n"})
  void theLengthAndThePropertyListOfAppleMailAreSkipped(String length) {
    String list = "<?xml version=\"1.0\"?>\n<plist><string>b@x.org failed</string></plist>\n";
    assertEquals(row("a@x.org"), MailReading.message(length + bounce("a@x.org") + list));
    String notice =
        "From: MAILER-DAEMON@x.org\nSubject: failure notice\nReturn-Path: <>\n"
            + "Date: Tue, 03 Mar 2026 10:20:30 +0000\n\n<a@x.org>:\n550 5.1.1 gone\n";
    assertEquals(
        "bounce a@x.org 5.1.1 1772533230 550 5.1.1 gone\n",
        MailReading.message(length + notice + list));
  }

  @Test
  void aFromLineAloneIsAMessage() {
    assertEquals(EMPTY.formatted(0) + EMPTY.formatted(1), mbox(FROM + "\n" + FROM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From now on nothing is sent\n",
        "\nFrom now on nothing is sent\n",
        ">From MAILER-DAEMON 10:20\n"
      })
  void linesSimilarToAFromLineAreText(String line) {
    String mail = bounce("a@x.org").replace("--b\n", line + "\n--b\n");
    assertEquals(row("a@x.org"), mbox(FROM + mail));
  }

  @ParameterizedTest
  @ValueSource(strings = {">From", ">>>From"})
  void oneQuoteOfAQuotedFromLineIsRemoved(String quoted) {
    String mail = bounce("a@x.org").replace("550 gone", "550\n " + quoted + " gone");
    String kept = "550 " + quoted + " gone";
    assertEquals(row("a@x.org").replace("550 gone", kept), mbox(FROM + mail));
    String atStart = bounce("a@x.org").replace("550 gone", "550\n" + quoted + " gone");
    String undone = "550 " + quoted.substring(1) + " gone";
    assertEquals(row("a@x.org").replace("550 gone", undone), mbox(FROM + atStart));
  }

  @Test
  void mailPartsAndFormFilesAreMessages() {
    String input =
        "preamble\n--B\nContent-Type: message/rfc822\n\n"
            + bounce("a@x.org")
            + "\n--B  \nContent-Type: text/plain\n\nhello\n"
            + "--B\nContent-Disposition: form-data; name=\"f\"; filename=\"b.eml\"\n"
            + "Content-Type: application/octet-stream\n\n"
            + bounce("b@x.org")
            + "--B\nContent-Disposition: form-data; name=\"email\"\n\n"
            + bounce("c@x.org")
            + "--B\nContent-Disposition: form-data; name=\"subject\"\n\n"
            + bounce("d@x.org")
            + "--B\nContent-Type: Message/RFC822\n\nSubject: x\n\ny\n"
            + "--B--\n--B\nContent-Type: message/rfc822\n\n"
            + bounce("e@x.org");
    String expected = row("a@x.org") + row("b@x.org") + row("c@x.org") + EMPTY.formatted(3);
    assertEquals(expected, parts(input));
    assertEquals(expected, parts(input.replace("\n", "\r\n")));
  }

  @Test
  void anEncodedPartIsDecoded() {
    String encoded =
        Base64.getMimeEncoder().encodeToString(bounce("a@x.org").getBytes(StandardCharsets.UTF_8));
    String input =
        "--B\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + encoded;
    assertEquals(row("a@x.org"), parts(input + "\n--B--\n"));
  }

  @Test
  void inADigestAPartWithoutATypeIsAMessage() {
    String input = "--B\n\n" + bounce("a@x.org") + "\n--B\nContent-Type: text/plain\n\nx\n--B--\n";
    assertEquals(
        row("a@x.org"),
        MailReading.text(MailRows.multipart("B", true, MailReading.DEFAULTS), input));
    assertEquals(NO_MAIL, parts(input));
  }

  @Test
  void aBoundaryMayBeThePrefixOfAnother() {
    String inner = bounce("a@x.org").replace("=b", "=Bb").replace("--b", "--Bb");
    assertEquals(
        row("a@x.org"), parts("--B\nContent-Type: message/rfc822\n\n" + inner + "\n--B--"));
  }

  @Test
  void aBodyWithoutItsBoundaryIsUnreadable() {
    String message = "failed after 0: The body has no part with the given boundary\n";
    assertEquals(message, parts(""));
    assertEquals(message, parts("--C\n\n" + bounce("a@x.org")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"body-mime\"", "body-mime", "\"email\""})
  void aFormFieldWithARawMailIsRead(String name) {
    String input =
        "--B\nContent-Disposition: form-data; name=\"recipient\"\n\nr@x.org\n"
            + ("--B\nContent-Disposition: form-data; name=" + name + "\n\n")
            + bounce("a@x.org")
            + "--B--\n";
    assertEquals(row("a@x.org"), parts(input));
    assertEquals(row("a@x.org"), parts(input.replace("\n", "\r\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"body-plain\"", "\"mybody-mime\"", "\"subject\"", "emails"})
  void aFormWithoutAMailIsUnreadable(String name) {
    String part = "--B\nContent-Disposition: form-data; name=" + name + "\n\n";
    assertEquals(NO_MAIL, parts(part + bounce("a@x.org") + "--B--\n"));
    assertEquals(NO_MAIL, parts("--B--\n"));
  }

  @Test
  void anUnclosedPartIsRead() {
    assertEquals(
        row("a@x.org"), parts("--B\nContent-Type: message/rfc822\n\n" + bounce("a@x.org")));
  }

  @Test
  void theSizesOfTheChunksMakeNoDifference() {
    Random random = new Random(20_260_303);
    String noise = "x".repeat(MailRows.HELD - 1);
    for (int run = 0; run < 60; run++) {
      StringBuilder input = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        String[] pieces = {
          FROM,
          "\n",
          "\r",
          "\r\n",
          "--B",
          "--B--",
          "\nFrom a 1:23\n",
          noise,
          noise + "\n",
          bounce(i + "@x.org"),
          "Content-Type: message/rfc822\n\n",
          ">From "
        };
        input.append(pieces[random.nextInt(pieces.length)]);
      }
      byte[] bytes = input.toString().getBytes(StandardCharsets.UTF_8);
      int piece = 1 + random.nextInt(50);
      assertEquals(
          mbox(input.toString()),
          MailReading.text(MailRows.mbox(MailReading.DEFAULTS), bytes, piece, random));
      assertEquals(
          parts(input.toString()),
          MailReading.text(
              MailRows.multipart("B", false, MailReading.DEFAULTS), bytes, piece, random));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 201})
  void aBoundaryHasOneToTwoHundredCharacters(int length) {
    assertThrows(
        IllegalArgumentException.class,
        () -> MailRows.multipart("b".repeat(length), false, MailReading.DEFAULTS));
  }
}
