package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time to classify a text grows linearly with its length, for all texts. */
class HostileTextTest {
  private static final int LENGTH = 2048;
  private static final int FACTOR = 8;
  // Per letter, against a text without phrases.
  private static final double MOST_TIMES_SLOWER = 20;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "@",
        ".",
        " ",
        "1",
        "5",
        "<",
        "用",
        "é\u0301",
        "a.",
        "A.Bb",
        "1.",
        "5.1.1 ",
        "550-",
        "1:",
        "a:",
        "http://",
        "https",
        "www.",
        "e-mail",
        "smtp;",
        "user ",
        "user user unknow ",
        "user unknown ",
        "no such ",
        "recipient address rejected ",
        "mailbox",
        "block",
        "blocked by ",
        "unknown user. "
      })
  void takesTimeLinearInItsLength(String piece) {
    String text = piece.repeat(LENGTH / piece.length());
    CpuTime.assertLinear(FACTOR, () -> classify(text), () -> classify(text.repeat(FACTOR)));
  }

  @ParameterizedTest
  @MethodSource("everyPhrase")
  void takesEveryPhraseAtOnce(String text) {
    String ordinary = cut("lorem ipsum ");
    double plain = CpuTime.millis(() -> classify(ordinary));
    double dense = CpuTime.millis(() -> classify(text));
    assertTrue(dense < MOST_TIMES_SLOWER * plain, () -> plain + " ms, then " + dense + " ms");
  }

  static Stream<String> everyPhrase() {
    String examples =
        RulesTest.withPhrases()
            .flatMap(rule -> rule.examples().stream())
            .collect(Collectors.joining(" "));
    String words =
        RulesTest.withPhrases()
            .flatMap(rule -> rule.clauses().stream())
            .flatMap(clause -> clause.all().stream())
            .flatMap(phrase -> phrase.steps().stream())
            .map(step -> step.literals().get(0).text())
            .collect(Collectors.joining(" "));
    return Stream.of(cut(examples), cut(words), cut(words + examples + words));
  }

  private static String cut(String text) {
    String repeated = text.repeat(1 + LENGTH / text.length());
    return repeated.substring(0, LENGTH);
  }

  private static void classify(String text) {
    assertNotNull(Classifier.standard().classify(text, "550"));
  }
}
