package dev.rebound.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.classify.Classifier;
import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.RowDefaults;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostfixLogTest {
  // 2026-03-01T12:00:00Z
  private static final long NOW = 1_772_366_400;

  @Test
  void attemptsAreRowsAndOtherLinesAreNot() {
    assertEquals(
        List.of(
            "bounce eve@x.org 1772355601 [5.1.1] 550 5.1.1 <eve@x.org>: no mailbox here",
            "ignored delivered",
            "ignored delayed",
            "blocked bob@x.org 1772355604 [5.7.1] 554 5.7.1 Mail refused as spam",
            "blocked joe@x.org 1772355605 [4.4.1] connect to mx.x.org[192.0.2.5]:25: Connection"
                + " timed out"),
        read(
            """
            Mar  1 09:00:00 mail postfix/smtpd[1]: connect from unknown[192.0.2.1]
            Mar  1 09:00:01 mail postfix/smtp[2]: 3F2A: to=<eve@x.org>, relay=mx.x.org[192.0.2.5]:25, delay=1, delays=0/0/1/0, dsn=5.1.1, status=bounced (host mx.x.org[192.0.2.5] said: 550 5.1.1 <eve@x.org>: no mailbox here (in reply to RCPT TO command))
            Mar  1 09:00:02 mail postfix/smtp[2]: 3F2B: to=<ann@x.org>, relay=mx.x.org[192.0.2.5]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 77)
            Mar  1 09:00:03 mail postfix/smtp[2]: 3F2C: to=<ann@x.org>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.3, status=deferred (Host or domain name not found)
            Mar  1 09:00:04 mail postfix-out/smtp[2]: 4bXyZ1: to=<b@lists.x.org>, orig_to=<bob@x.org>, relay=mx.x.org[192.0.2.5]:25, delay=1, delays=0/0/1/0, dsn=5.7.1, status=bounced (host mx.x.org[192.0.2.5] said: 554 5.7.1 Mail refused as spam (in reply to end of DATA command))
            Mar  1 09:00:04 mail postfix/qmgr[3]: 3F2A: removed
            Mar  1 09:00:05 mail postfix/smtp[2]: 3F2D: to=<joe@x.org>, relay=none, delay=432001, delays=1/0/1/0, dsn=4.4.1, status=expired (connect to mx.x.org[192.0.2.5]:25: Connection timed out)
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<a@x.org>, relay=none, dsn=5.1.1, status=bounced (host mx[192.0.2.5] said: 550 go |"
            + " [5.1.1] 550 go",
        "<a@x.org>, relay=none, dsn=5.1.1, status=bounced (host mx[192.0.2.5] said: 550 gone (in"
            + " reply t | [5.1.1] 550 gone",
        "<a@x.org>, relay=none, delay=1, status=bounced (550 5.1.1 gone) | [5.1.1] 550 5.1.1 gone",
        "<a@x.org>, relay=none, delay=1, status=SOFTBOUNCE (gone) | ignored other",
        "<a@x.org>, relay=none, dsn=5.1.1, status=bou | #0 status is required",
        "<a@x.o | #0 status is required"
      })
  void aLineThatWasCutOffIsARow(String attempt, String expected) {
    String row = read("Mar  1 09:00:00 mail postfix/smtp[2]: 3F2A: to=" + attempt).get(0);
    assertEquals(expected, row.substring(Math.max(0, row.indexOf('['))));
  }

  @ParameterizedTest
  @CsvSource({
    "Mar  1 09:00:00, 1772355600",
    "Mar  2 09:00:00, 1772442000",
    "Mar  3 09:00:00, 1740992400",
    "Dec 31 23:59:59, 1767225599",
    "2026-03-01T10:00:00.123456+01:00, 1772355600",
  })
  void aTimeWithoutAYearIsTheLastBeforeTomorrow(String time, long expected) {
    String line =
        time
            + " mail postfix/smtp[2]: 3F2A: to=<eve@x.org>, relay=none, delay=1, dsn=5.1.1,"
            + " status=bounced (gone)";
    assertEquals(List.of("bounce eve@x.org " + expected + " [5.1.1] gone"), read(line));
  }

  @ParameterizedTest
  @CsvSource({
    "'<22>1 2026-03-01T09:00:00.1Z mail postfix/smtp 2 - - '",
    "'<22>Mar  1 09:00:00 mail postfix/smtp[2]: '",
    "'mail-1  | 2026-03-01T09:00:00.1+00:00 mail postfix/smtp[2]: '"
  })
  void aLineMayHaveTheFormOfSyslogOrAContainer(String start) {
    assertEquals(
        List.of("bounce eve@x.org 1772355600 [5.1.1] gone"),
        read(
            start + "3F2A: to=<eve@x.org>, relay=none, delay=1, dsn=5.1.1, status=bounced (gone)"));
  }

  private static List<String> read(String input) {
    RowDefaults defaults = new RowDefaults(() -> NOW, Classifier.standard());
    return IngestedRows.by(() -> new PostfixLog(defaults), input);
  }
}
