package dev.rebound.classify;

import dev.rebound.classify.PhraseIndex.Found;
import dev.rebound.classify.Rule.Clause;
import dev.rebound.classify.Rule.Phrase;
import dev.rebound.domain.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Classifies bounces by their text first and their codes second: some providers send 5.1.1 for
 * blocks and 5.7.1 for unknown users. Immutable and thread-safe.
 */
public final class Classifier {
  private static final String STANDARD_RULES = "rules.txt";

  private final List<Rule> rules;
  private final Verdict[] verdicts;
  private final Automaton automaton;
  private final Found[][] found;
  private final Condition[][] conditions;
  private final int[] byCodesAlone;

  /** A clause of a rule, as states of the index. */
  private record Condition(int rule, int[] all, int[] none) {}

  private Classifier(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    this.verdicts =
        rules.stream().map(r -> new Verdict(r.classification(), r.id())).toArray(Verdict[]::new);
    PhraseIndex index = new PhraseIndex();
    List<Condition> all = conditions(index);
    this.automaton = index.automaton();
    this.found = index.found();
    this.conditions = byFirstPhrase(all, index.size());
    this.byCodesAlone = codeRules();
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
    rules.addAll(Standard.RULES.rules());
    return new Classifier(rules);
  }

  /**
   * Returns the verdict on a bounce, in time linear in the length of its reason.
   *
   * @param reason the diagnostic as received; may be empty
   * @param status an enhanced status code or a reply code; may be empty
   */
  public Verdict classify(String reason, String status) {
    CharSequence text = PlainText.of(reason);
    StatusCodes codes = StatusCodes.of(reason, status);
    Scan scan = new Scan(text, conditions.length);
    scan.run(automaton, found);
    int best = rules.size();
    for (int number = 0; number < scan.reachedCount(); number++) {
      for (Condition condition : conditions[scan.reached(number)]) {
        if (condition.rule < best && matches(condition, scan, codes)) {
          best = condition.rule;
        }
      }
    }
    for (int rule : byCodesAlone) {
      if (rule >= best) {
        break;
      }
      if (rules.get(rule).matches(codes)) {
        best = rule;
      }
    }
    return best == rules.size() ? Verdict.NONE : verdicts[best];
  }

  private boolean matches(Condition condition, Scan scan, StatusCodes codes) {
    for (int state : condition.all) {
      if (!scan.has(state)) {
        return false;
      }
    }
    for (int state : condition.none) {
      if (scan.has(state)) {
        return false;
      }
    }
    return rules.get(condition.rule).matches(codes);
  }

  private List<Condition> conditions(PhraseIndex index) {
    List<Condition> all = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (Clause clause : rules.get(rule).clauses()) {
        all.add(new Condition(rule, states(clause.all(), index), states(clause.none(), index)));
      }
    }
    return all;
  }

  private static int[] states(List<Phrase> phrases, PhraseIndex index) {
    return phrases.stream().mapToInt(index::add).toArray();
  }

  // A clause is only checked when its first phrase was found.
  private static Condition[][] byFirstPhrase(List<Condition> all, int states) {
    List<List<Condition>> lists = new ArrayList<>();
    for (int state = 0; state < states; state++) {
      lists.add(new ArrayList<>());
    }
    for (Condition condition : all) {
      lists.get(condition.all[0]).add(condition);
    }
    return lists.stream().map(l -> l.toArray(Condition[]::new)).toArray(Condition[][]::new);
  }

  private int[] codeRules() {
    return IntStream.range(0, rules.size())
        .filter(rule -> rules.get(rule).clauses().isEmpty())
        .toArray();
  }

  /** Read once, at the first use. */
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
