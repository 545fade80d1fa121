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
        "The mailbox of this customer was closed in May | | BOUNCE",
        "554 The mailbox of this customer was closed in May | 554 | BOUNCE",
        "450 4.2.1 The mailbox of this customer is locked | 4.2.1 | BLOCKED",
        "550 5.2.1 The mailbox is temporarily disabled | 5.2.1 | BLOCKED",
        "La cuenta ha expirado | | BOUNCE",
        "550 5.2.1 See https://support.google.com/mail/?p=DisabledUser | 5.2.1 | BOUNCE",
        "The mailbox is full | | BLOCKED",
        "552 a@example.com has not enough room | 552 | BLOCKED",
        "550 mailbox unavailable | 550 | BOUNCE",
        "450 mailbox unavailable | 450 | BLOCKED",
        "I could not find any host named example.invalid | | BOUNCE",
        "DNS error: the domain does not exist | 4.0.0 | BOUNCE",
        "556 example.com has a null MX | 556 | BOUNCE",
        "450 4.1.2 The domain was not found | 4.1.2 | BLOCKED",
        "Host not found, try again | | BLOCKED",
        "connection timed out | 5.4.4 | BLOCKED",
        "the domain has a failed lookup | 5.4.4 | BOUNCE",
        "Nobody knows what this means | 5.1.5 | BOUNCE",
        "Nobody knows what this means | 5.2.1 | BOUNCE",
        "Nobody knows what this means | 5.1.8 | BLOCKED",
        "Nobody knows what this means | 550 | BLOCKED",
        "550 | | BOUNCE",
        "554 | | BLOCKED",
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
