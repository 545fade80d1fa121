package dev.rebound.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendmailLogTest {

  @Test
  void eachRecipientOfAnAttemptIsARow() {
    assertEquals(
        List.of(
            "bounce eve@x.org 1698829201 [5.1.1] User unknown",
            "bounce joe@x.org 1698829201 [5.1.1] User unknown",
            "ignored delivered",
            "ignored delivered",
            "ignored delayed",
            "ignored other",
            "bounce bob@x.org 1698829204 [5.1.1] 550 5.1.1 <bob@x.org>... User unknown",
            "bounce old@x.org 1698829205 [] User unknown",
            "#7 recipient must be an email address of at most 320 characters",
            "#8 stat is required",
            "#9 stat is required"),
        read(
            """
            Nov  1 09:00:00 mx sm-mta[7]: 3A19001x000007: from=<app@y.org>, size=900, nrcpts=2, relay=app [192.0.2.1]
            Nov  1 09:00:01 mx sm-mta[8]: 3A19001x000007: to=<eve@x.org>,<joe@x.org>, ctladdr=<app@y.org> (1000/1000), delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=120900, relay=mx.x.org. [192.0.2.5], dsn=5.1.1, stat=User unknown
            Nov  1 09:00:02 mx sendmail[8]: 3A19001x000008: to=ann@x.org,amy@x.org, delay=00:00:01, mailer=esmtp, relay=mx.x.org. [192.0.2.5], dsn=2.0.0, stat=Sent (ok 77)
            Nov  1 09:00:03 mx sendmail[8]: [ID 801593 mail.info] 3A19001x000009: to=<ann@x.org>, delay=00:00:01, relay=mx.x.org., dsn=4.0.0, stat=Deferred: Connection timed out with mx.x.org.
            Nov  1 09:00:03 mx sendmail[8]: 3A19001x00000A: to=<ann@x.org>, delay=00:00:00, mailer=esmtp, pri=30900, stat=queued
            Nov  1 09:00:04 mx sendmail[8]: 3A19001x00000B: to=<bob@x.org>, delay=00:00:01, relay=mx.x.org., dsn=5.1.1, reply=550 5.1.1 <bob@x.org>... User unknown, stat=User unknown
            Nov  1 09:00:05 mx sendmail[8]: AA00012: to=<old@x.org>, delay=00:00:01, mailer=smtp, stat=User unknown
            Nov  1 09:00:06 mx sendmail[8]: 3A19001x00000C: to="|/bin/filter a,b", delay=00:00:01, mailer=prog, dsn=5.0.0, stat=Service unavailable
            Nov  1 09:00:07 mx sendmail[8]: 3A19001x00000D: to=<bob@x.org>, delay=00:00:01, mailer=esmtp, rel
            Nov  1 09:00:08 mx sendmail[8]: 3A19001x00000E: to=<bob@x.o
            """));
  }

  private static List<String> read(String input) {
    return IngestedRows.by(() -> new SendmailLog(Reading.DEFAULTS), input);
  }
}
