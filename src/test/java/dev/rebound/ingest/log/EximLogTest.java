package dev.rebound.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EximLogTest {

  @Test
  void attemptsAreRowsAndOtherLinesAreNot() {
    assertEquals(
        List.of(
            "bounce eve@x.org 1772355602 [5.1.1] 550-5.1.1 no mailbox here 550 5.1.1 see"
                + " https://x.org/a: b",
            "ignored delivered",
            "ignored delivered",
            "ignored delivered",
            "ignored delayed",
            "blocked bob@x.org 1772355605 [451] 451 greylisted: retry timeout exceeded"),
        read(
            """
            2026-03-01 09:00:00 1wA2bC-0001Df-2H <= app@y.org H=(app) [192.0.2.1] P=esmtp S=900
            2026-03-01 09:00:00 H=(z) [192.0.2.7] F=<a@z.org> rejected RCPT <no@y.org>: Unknown user
            2026-03-01 09:00:02 1wA2bC-0001Df-2H ** eve@x.org R=dnslookup T=remote_smtp H=mx.x.org [192.0.2.5]:25 X=TLS1.3:AES:256 CV=yes DN="/O=a: b/CN=mx.x.org": SMTP error from remote mail server after RCPT TO:<eve@x.org>: 550-5.1.1 no mailbox here\\n550 5.1.1 see https://x.org/a: b
            2026-03-01 09:00:03 1wA2bC-0001Df-2H => ann@x.org R=dnslookup T=remote_smtp H=mx.x.org [192.0.2.5] C="250 OK"
            2026-03-01 09:00:03 1wA2bC-0001Df-2H -> amy@x.org R=dnslookup T=remote_smtp H=mx.x.org [192.0.2.5]
            2026-03-01 09:00:03 1wA2bC-0001Df-2H => :blackhole: <junk@y.org> R=drop
            2026-03-01 09:00:04 1wA2bC-0001Df-2H == joe@x.org R=dnslookup T=remote_smtp defer (-53): retry time not reached for any host
            2026-03-01 09:00:05 1wA2bC-0001Df-2H ** b@x.org <Bob@x.org> R=dnslookup T=remote_smtp: SMTP error from remote mail server after end of data: host mx.x.org [192.0.2.5]: 451 greylisted: retry timeout exceeded
            2026-03-01 09:00:06 1wA2bC-0001Df-2H Completed
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-01 09:00:00 1wA2bC-0001Df-2H ** | 1772355600",
        "2026-03-01 09:00:00.123 1wA2bC-0000000A1Df-2HaB ** | 1772355600",
        "2026-03-01 10:00:00 +0100 [77] 1wA2bC-0001Df-2H ** | 1772355600",
        "mainlog.1:2026-03-01 09:00:00 1wA2bC-0001Df-2H ** | 1772355600",
        "Mar  2 01:00:00 mx exim[77]: 2026-03-01 09:00:00 1wA2bC-0001Df-2H ** | 1772355600",
        "Nov  1 09:00:00 mx exim4[77]: 1wA2bC-0001Df-2H ** | 1698829200",
      })
  void linesHaveTimesInSeveralFormats(String start, long expected) {
    assertEquals(
        List.of("bounce eve@x.org " + expected + " [] Unrouteable address"),
        read(start + " eve@x.org: Unrouteable address"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a@y.org (c@y.org) <eve@x.org> P=<s@z.org> R=r T=t: 550 no such user | bounce eve@x.org",
        "/bin/vacation a <eve@x.org> R=r T=pipe: 550 no such user | bounce eve@x.org",
        "/bin/vacation R=r T=pipe: Child process failed | #0 recipient must be",
      })
  void theOriginalAddressCounts(String recipient, String expected) {
    String row = read("2026-03-01 09:00:00 1wA2bC-0001Df-2H ** " + recipient).get(0);
    assertEquals(expected, row.substring(0, expected.length()));
  }

  private static List<String> read(String input) {
    return IngestedRows.by(() -> new EximLog(Reading.DEFAULTS), input);
  }
}
