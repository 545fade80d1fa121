package dev.rebound.classify;

import dev.rebound.classify.PhraseIndex.Found;
import dev.rebound.classify.Rule.Clause;
import dev.rebound.classify.Rule.Phrase;
import dev.rebound.domain.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the first rule that applies to a text and its codes. */
final class RuleMatcher {
  private final List<Rule> rules;
  private final Verdict[] verdicts;
  private final Automaton automaton;
  private final Found[][] found;
  private final Condition[][] conditions;
  private final int[] byCodesAlone;
  private final int ownRules;
  private final Wrappers wrappers;
  private final int wrapped;
  // The tables of a scan are longer than most texts, so each thread keeps them.
  private final ThreadLocal<Scan> scans;

  /** A clause of a rule, as states of the index. */
  private record Condition(int rule, int[] all, int[] none) {}

  /**
   * Builds a matcher.
   *
   * @param ownRules the number of the first rules, which read whole texts only
   */
  RuleMatcher(List<Rule> rules, int ownRules, Wrappers wrappers) {
    this.rules = List.copyOf(rules);
    this.verdicts =
        rules.stream().map(r -> new Verdict(r.classification(), r.id())).toArray(Verdict[]::new);
    PhraseIndex index = new PhraseIndex();
    List<Condition> all = conditions(index);
    this.ownRules = ownRules;
    this.wrappers = wrappers;
    this.wrapped = index.add(wrappers.phrase());
    this.automaton = index.automaton();
    this.found = index.found();
    this.conditions = byFirstPhrase(all, index.size());
    this.byCodesAlone = codeRules();
    this.scans = ThreadLocal.withInitial(() -> new Scan(conditions.length));
  }

  /** Returns the verdict on the reply inside a text, or on the whole text if there is none. */
  Verdict match(CharSequence text, StatusCodes codes) {
    Scan scan = scan(text);
    int rule = best(scan, codes);
    if (rule >= ownRules && scan.has(wrapped)) {
      int inner = best(scan(wrappers.removedFrom(text.toString())), codes);
      rule = inner == rules.size() ? rule : inner;
    }
    return rule == rules.size() ? Verdict.NONE : verdicts[rule];
  }

  private Scan scan(CharSequence text) {
    Scan scan = scans.get();
    scan.run(text, automaton, found);
    return scan;
  }

  /** Returns the first rule that applies, or the number of rules. */
  private int best(Scan scan, StatusCodes codes) {
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
    return best;
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
}
