package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text makes the classifier slow: time grows with length, whatever the letters. */
class HostileTextTest {
  private static final int LONG = 8192;
  private static final double SLOWEST_MILLIS = 50;
  private static final int FACTOR = 8;
  // Linear growth is FACTOR, quadratic FACTOR squared; the bound lies between, for noisy machines.
  private static final double STEEPEST = 4 * FACTOR;

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
    String text = piece.repeat(LONG / piece.length());
    double shorter = millis(text);
    double longer = millis(text.repeat(FACTOR));
    assertTrue(shorter < SLOWEST_MILLIS, () -> shorter + " ms");
    assertTrue(longer < STEEPEST * Math.max(shorter, 0.1), () -> shorter + " to " + longer + " ms");
  }

  @ParameterizedTest
  @MethodSource("everyPhrase")
  void takesEveryPhraseAtOnce(String text) {
    assertTrue(millis(text) < SLOWEST_MILLIS);
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
    String repeated = text.repeat(1 + LONG / text.length());
    return repeated.substring(0, LONG);
  }

  /** The fastest of several: what the machine does besides is not the classifier's time. */
  private static double millis(String text) {
    double fastest = Double.MAX_VALUE;
    for (int run = 0; run < 20; run++) {
      long start = System.nanoTime();
      assertNotNull(Classifier.standard().classify(text, "550"));
      fastest = Math.min(fastest, (System.nanoTime() - start) / 1e6);
    }
    return fastest;
  }
}
