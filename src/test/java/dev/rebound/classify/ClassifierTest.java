package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          550 5.1.1 Client host blocked using zen.spamhaus.org | 5.1.1 | Reputation          | blocklist
          550 5.7.1 No such user                               | 5.7.1 | Invalid Address     | unknown-user
          552 5.1.1 mailbox full                               | 5.1.1 | Mailbox Unavailable | plainly-full
          """)
  void believesTheTextBeforeTheCodes(String reason, String status, String label, String rule) {
    Verdict verdict = Classifier.standard().classify(reason, status);
    assertEquals(label, verdict.classification().label());
    assertEquals(rule, verdict.rule());
  }

  @Test
  void fallsBackToTheCodes() {
    assertEquals("status-5.1.1", rule("blah", "5.1.1"));
    assertEquals("status-5.1.1", rule("550 5.1.1 blah", ""));
    assertEquals("reply-421", rule("421 blah", ""));
    assertEquals("reply-421", rule("", "421"));
  }

  @Test
  void hasNoVerdictOnUnknownTexts() {
    assertEquals(Verdict.NONE, Classifier.standard().classify("", ""));
    assertEquals(Verdict.NONE, Classifier.standard().classify("550", "550"));
    assertEquals(Verdict.NONE, Classifier.standard().classify("blah", "250"));
  }

  @Test
  void ignoresWordsInAddressesAndNames() {
    assertEquals("none", rule("550 <user-unknown@spam.example> blah", ""));
    assertEquals("none", rule("550 blah https://example.com/blocked/spam/user-unknown", ""));
    assertEquals("none", rule("550 blah mailbox-full.user-unknown.example", ""));
  }

  private static String rule(String reason, String status) {
    return Classifier.standard().classify(reason, status).rule();
  }
}
