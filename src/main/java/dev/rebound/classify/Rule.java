package dev.rebound.classify;

import dev.rebound.domain.Classification;
import java.util.List;

/**
 * A rule, which applies to a bounce when one of its clauses and one of its codes match.
 *
 * @param codes codes or their beginnings; empty when all codes match
 * @param clauses empty when the codes alone decide
 * @param examples reasons to which this rule applies
 */
record Rule(
    String id,
    Classification classification,
    List<String> codes,
    List<Clause> clauses,
    List<String> examples) {

  /** Matches a text that contains all phrases of {@code all} and none of {@code none}. */
  record Clause(List<Phrase> all, List<Phrase> none) {}

  /** Consecutive steps of words. */
  record Phrase(List<Step> steps) {}

  /**
   * One of several literals.
   *
   * @param near whether other words of the same sentence may precede it, after the step before
   */
  record Step(boolean near, List<Literal> literals) {}

  /**
   * Plain text.
   *
   * @param openStart whether the text may start inside a word
   * @param openEnd whether the text may end inside a word
   */
  record Literal(String text, boolean openStart, boolean openEnd) {}

  boolean matches(StatusCodes found) {
    if (codes.isEmpty()) {
      return true;
    }
    for (String code : codes) {
      if (found.matches(code)) {
        return true;
      }
    }
    return false;
  }
}
