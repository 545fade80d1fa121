package dev.rebound.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QmailLogTest {

  @Test
  void resultsAreJoinedWithTheStartsOfTheirDeliveries() {
    assertEquals(
        List.of(
            "ignored delivered",
            "bounce eve@x.org 1772355602 [5.1.1] 550-5.1.1 no mailbox 550 5.1.1 https://x.org/a b",
            "ignored delayed",
            "bounce bob@y.org 1772355604 [5.1.1] Sorry, no mailbox here by that name. (#5.1.1)",
            "#9 to is unknown: the line of the delivery's start is missing"),
        read(
            """
            2026-03-01 09:00:00.5 new msg 77
            2026-03-01 09:00:00.5 starting delivery 1: msg 77 to remote eve@x.org
            2026-03-01 09:00:00.5 starting delivery 2: msg 77 to remote ann@x.org
            2026-03-01 09:00:00.5 status: local 0/10 remote 2/20
            2026-03-01 09:00:01.5 delivery 2: success: 192.0.2.5_accepted_message./Remote_host_said:_250_ok/
            2026-03-01 09:00:02.5 delivery 1: failure: 192.0.2.5_does_not_like_recipient./Remote_host_said:_550-5.1.1_no_mailbox/550_5.1.1_https://x.org/a_b/Giving_up_on_192.0.2.5./
            2026-03-01 09:00:03.5 starting delivery 3: msg 78 to local y.org-bob@y.org
            2026-03-01 09:00:03.5 delivery 9: deferral: Connected_to_192.0.2.5_but_greeting_failed./
            2026-03-01 09:00:04.5 delivery 3: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/
            2026-03-01 09:00:05.5 delivery 3: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/
            """));
  }

  @ParameterizedTest
  @CsvSource({
    "@4000000069a4001a12345678, 1772355600",
    "1772355600.123456, 1772355600",
    "Nov  1 09:00:00 mx qmail: 1698829200.123456, 1698829200",
    "Nov  1 09:00:00 mx qmail-send[7]:, 1698829200",
    "2026-03-01T09:00:00.123Z, 1772355600",
  })
  void linesHaveTimesInSeveralFormats(String time, long expected) {
    assertEquals(
        List.of("blocked eve@x.org " + expected + " [4.4.1] Sorry, no connection. (#4.4.1)"),
        read(
            time
                + " starting delivery 1: msg 77 to remote eve@x.org\n"
                + time
                + " delivery 1: failure: Sorry,_no_connection._(#4.4.1)/\n"));
  }

  private static List<String> read(String input) {
    return IngestedRows.by(() -> new QmailLog(Reading.DEFAULTS), input);
  }
}
