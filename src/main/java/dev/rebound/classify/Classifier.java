package dev.rebound.classify;

import dev.rebound.classify.Rule.Literal;
import dev.rebound.domain.TextResource;
import dev.rebound.domain.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Classifies bounces by their text first and their codes second: some providers send 5.1.1 for
 * blocks and 5.7.1 for unknown users. Immutable and thread-safe.
 */
public final class Classifier {
  private static final String STANDARD_RULES = "rules.txt";

  // The set of the words with which systems pass on the reply of another system.
  private static final String WRAPPER = "wrapper";

  private final RuleMatcher matcher;

  private Classifier(List<Rule> rules, int ownRules, Map<String, List<Literal>> sets) {
    this.matcher = new RuleMatcher(rules, ownRules, new Wrappers(sets.get(WRAPPER)));
  }

  /** Returns the classifier with the built-in rules. */
  public static Classifier standard() {
    return Standard.CLASSIFIER;
  }

  /**
   * Returns a classifier with custom rules before the built-in ones. Custom rules may use the
   * built-in word sets.
   *
   * @param rulesText in the format of {@code rules.txt}
   * @throws IllegalArgumentException with a message that names the line and its fault
   */
  public static Classifier withOwnRules(String rulesText) {
    List<Rule> rules = new ArrayList<>(RuleReader.read(rulesText, Standard.RULES.sets()).rules());
    int own = rules.size();
    rules.addAll(Standard.RULES.rules());
    return new Classifier(rules, own, Standard.RULES.sets());
  }

  /**
   * Returns the verdict on a bounce, in time linear in the length of its reason.
   *
   * @param reason the diagnostic as received; may be empty
   * @param status an enhanced status code or a reply code; may be empty
   */
  public Verdict classify(String reason, String status) {
    return matcher.match(PlainText.of(reason), StatusCodes.of(reason, status));
  }

  /** Read once, at the first use. */
  private static final class Standard {
    static final RuleReader.Rules RULES =
        RuleReader.read(TextResource.read(Classifier.class, STANDARD_RULES), Map.of());
    static final Classifier CLASSIFIER = new Classifier(RULES.rules(), 0, RULES.sets());
  }
}
