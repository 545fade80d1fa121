package dev.rebound.ingest.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneMtaLogTest {

  @Test
  void attemptsAreRowsAndOtherLinesAreNot() {
    assertEquals(
        List.of(
            "bounce eve@x.org 1767312005 [5.1.1] 550 5.1.1 no mailbox (of this name)",
            "ignored delivered",
            "ignored delayed",
            "bounce bob@x.org now [550] 550 user unkno",
            "#5 to is required"),
        IngestedRows.by(
            () -> new ZoneMtaLog(Reading.DEFAULTS),
            """
            2026-01-02T00:00:05.1Z mx zone-mta[7]: info Sender/default/8 id=s1 15a.001 REJECTED[recipient] from=app@y.org[b+1@y.org] to=eve@x.org src=192.0.2.1 mx=mx.x.org id=<1@y.org> (550 5.1.1 no mailbox (of this name))
            info Queue/7 15a QUEUED from=app@y.org to=eve@x.org
            info Sender/default/8 15a.002 ACCEPTED from=app@y.org to=ann@x.org src=192.0.2.1 mx=mx.x.org id=<1@y.org> (250 2.0.0 OK)
            info Sender/default/8 15a.003 DEFERRED[greylist] from=app@y.org to=ann@x.org mx=mx.x.org (451 4.7.1 later)
            info Sender/default/8 15a.004 REJECTED[recipient] from=<> to=bob@x.org mx=mx.x.org (550 user unkno
            info Sender/default/8 15a.005 REJECTED[recipient] from=app@y
            """));
  }
}
