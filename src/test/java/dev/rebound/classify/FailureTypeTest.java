package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.BounceType;
import dev.rebound.domain.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 No such user | 5.1.1 | BOUNCE",
        "User unknown | | BOUNCE",
        "550 5.2.1 The account that you tried to reach is disabled | 5.2.1 | BOUNCE",
        "Host or domain name not found | 5.4.4 | BOUNCE",
        "Nobody knows what this means | 5.0.0 | BLOCKED",
        "Nobody knows what this means | 4.0.0 | BLOCKED",
        "Nobody knows what this means | | BLOCKED",
        "552 5.2.2 The account that you tried to reach is over quota | 5.2.2 | BLOCKED",
        "552 Mailbox full | 552 | BLOCKED",
        "550 5.7.1 Our system has detected that this message is likely spam | 5.7.1 | BLOCKED",
        "554 Your IP address is on a blocklist | | BLOCKED",
        "452 4.2.1 Too many messages from your host | 4.2.1 | BLOCKED",
        "connection timed out | 4.4.1 | BLOCKED",
        "552 5.3.4 Message size exceeds fixed limit | 5.3.4 | BLOCKED"
      })
  void onlyFailuresOfTheAddressAreBounces(String reason, String status, BounceType expected) {
    String code = status == null ? "" : status;
    Verdict verdict = Classifier.standard().classify(reason, code);
    assertEquals(expected, FailureType.of(verdict, reason, code));
  }
}
