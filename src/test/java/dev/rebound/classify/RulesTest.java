package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rebound.domain.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the rules against their examples. */
class RulesTest {
  private static final List<Rule> RULES = read();

  @ParameterizedTest(name = "{1}")
  @MethodSource("examples")
  void decidesItsExample(Rule rule, String example) {
    Verdict verdict = Classifier.standard().classify(Replies.unescape(example), "");
    assertEquals(new Verdict(rule.classification(), rule.id()), verdict, example);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("withPhrases")
  void hasAnExample(Rule rule) {
    assertFalse(rule.examples().isEmpty(), rule.id());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("ofCodesAlone")
  void decidesByItsCodeWhereThereIsNoText(Rule rule) {
    String code = rule.codes().get(0);
    String status = code.matches("\\d\\.\\d+") ? code + ".99" : code;
    Verdict verdict = Classifier.standard().classify("", status);
    assertEquals(new Verdict(rule.classification(), rule.id()), verdict);
  }

  static Stream<Arguments> examples() {
    return RULES.stream()
        .flatMap(rule -> rule.examples().stream().map(text -> Arguments.of(rule, text)));
  }

  static Stream<Rule> withPhrases() {
    return RULES.stream().filter(rule -> !rule.clauses().isEmpty());
  }

  static Stream<Rule> ofCodesAlone() {
    return RULES.stream().filter(rule -> rule.clauses().isEmpty());
  }

  private static List<Rule> read() {
    try (InputStream in = Classifier.class.getResourceAsStream("rules.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return RuleReader.read(text, Map.of()).rules();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
