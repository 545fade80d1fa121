package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Classification;
import dev.rebound.domain.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnRulesTest {
  private static final String UNKNOWN = "550 5.1.1 <a@example.com>: User unknown";

  @Test
  void standBeforeTheBuiltInOnes() {
    Classifier classifier =
        Classifier.withOwnRules("rule our-gateway = Reputation\n    user unknown\n");
    assertEquals(
        new Verdict(Classification.REPUTATION, "our-gateway"), classifier.classify(UNKNOWN, ""));
    assertEquals("full", classifier.classify("552 disk quota exceeded by 5 MB", "").rule());
  }

  @Test
  void readTheWordsAroundAReply() {
    Classifier classifier =
        Classifier.withOwnRules("rule our-pool = Reputation\n    giving up on % & pool\n");
    String reason = "Remote host said: 550 pool 7: no such user\nGiving up on 192.0.2.9.";
    assertEquals("our-pool", classifier.classify(reason, "").rule());
    assertEquals("unknown-user", Classifier.standard().classify(reason, "").rule());
  }

  @Test
  void leaveTheStandardClassifierUnchanged() {
    Classifier.withOwnRules("rule our-gateway = Reputation\n    user unknown\n");
    assertEquals("unknown-user", Classifier.standard().classify(UNKNOWN, "").rule());
  }

  @Test
  void mayUseAndReplaceSets() {
    String rules =
        """
        # Our gateway says "ticket" where others say "address".
        set what = ticket
          | coupon
        rule ours = Content
          {what} .. {missing}
          {box} exploded & !{what}
        """;
    Classifier classifier = Classifier.withOwnRules(rules);
    assertEquals("ours", classifier.classify("550 coupon a-1 not found", "").rule());
    assertEquals("ours", classifier.classify("550 mailbox exploded", "").rule());
    assertEquals("unknown-user", classifier.classify(UNKNOWN, "").rule());
  }

  @Test
  void mayDecideByCodes() {
    String rules =
        "rule busy = Frequency or Volume Too High\n  when 4.9 458\n  gateway\n"
            + "codes Content = x.9.9\n";
    Classifier classifier = Classifier.withOwnRules(rules);
    assertEquals("busy", classifier.classify("458 gateway", "").rule());
    assertEquals("busy", classifier.classify("gateway", "4.9.1").rule());
    assertEquals("status-5.9.9", classifier.classify("gateway", "5.9.9").rule());
  }

  @Test
  void anEmptyTextAddsNothing() {
    assertEquals("unknown-user", Classifier.withOwnRules("").classify(UNKNOWN, "").rule());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          user unknown                       | line 1: outside of a rule
          rule a                             | line 1: no ' = '
          rule a = Nonsense                  | line 1: unknown class 'Nonsense'
          rule A b = Content                 | line 1: an id is of a-z
          rule a = Content                   | line 1: rule 'a' above has no phrase
          rule a = Content;rule b = Content  | line 2: rule 'a' above has no phrase
          rule a = Content;x;rule a = Content| line 3: second rule 'a'
          rule a = Content;{nobody} is out   | line 2: unknown set {nobody}
          rule a = Content;(x or y           | line 2: unclosed (
          rule a = Content;(x)y              | line 2: no blank after ')'
          rule a = Content;(a (b) c)         | line 2: only words
          rule a = Content;x ..              | line 2: nothing to look for
          rule a = Content;!x                | line 2: only exceptions
          rule a = Content;?!                | line 2: no word in
          rule a = Content;when 5.x          | line 2: no code: '5.x'
          codes Content = 250                | line 1: no code: '250'
          set a = b;# c;;set d = {e}         | line 4: unknown set {e}
          """)
  void errorsNameLineAndFault(String rules, String fault) {
    String text = rules.replace(';', '\n');
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Classifier.withOwnRules(text));
    assertTrue(error.getMessage().startsWith(fault), error.getMessage());
  }
}
