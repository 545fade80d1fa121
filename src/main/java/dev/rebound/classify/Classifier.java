package dev.rebound.classify;

import dev.rebound.domain.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells why a mail bounced: text first, then codes, since providers answer 5.1.1 for blocks and
 * 5.7.1 for unknown users. Immutable; any number of threads may ask it.
 */
public final class Classifier {
  private static final String STANDARD_RULES = "rules.txt";

  private final RuleMatcher matcher;

  private Classifier(List<Rule> rules) {
    this.matcher = new RuleMatcher(rules);
  }

  /** The built-in rules. */
  public static Classifier standard() {
    return Standard.CLASSIFIER;
  }

  /**
   * Own rules, in the format of {@code rules.txt}, before the built-in ones. They may use the
   * built-in word sets.
   *
   * @throws IllegalArgumentException naming the line and its fault
   */
  public static Classifier withOwnRules(String rulesText) {
    List<Rule> rules = new ArrayList<>(RuleReader.read(rulesText, Standard.RULES.sets()).rules());
    rules.addAll(Standard.RULES.rules());
    return new Classifier(rules);
  }

  /**
   * Takes time linear in the length of the reason.
   *
   * @param reason the diagnostic as received; may be empty or null
   * @param status an enhanced status code, a reply code, empty or null
   */
  public Verdict classify(String reason, String status) {
    String text = reason == null ? "" : reason;
    return matcher.match(PlainText.of(text), Codes.of(text, status == null ? "" : status));
  }

  /** Read on first use, once. */
  private static final class Standard {
    static final RuleReader.Rules RULES = RuleReader.read(resource(), Map.of());
    static final Classifier CLASSIFIER = new Classifier(RULES.rules());

    private static String resource() {
      try (InputStream in = Classifier.class.getResourceAsStream(STANDARD_RULES)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
