package dev.rebound.classify;

import dev.rebound.domain.Classification;
import java.util.List;

/**
 * One rule: it decides a reason when one of its clauses holds and one of its codes is there.
 *
 * @param codes kinds of codes, any if empty
 * @param clauses none if the codes alone decide
 * @param examples reasons that this rule and no other decides
 */
record Rule(
    String id,
    Classification classification,
    List<String> codes,
    List<Clause> clauses,
    List<String> examples) {

  /** All phrases of {@code all} occur, and none of {@code none}. */
  record Clause(List<Phrase> all, List<Phrase> none) {}

  /** Words that follow each other, or are near each other where a step says so. */
  record Phrase(List<Step> steps) {}

  /** One of the literals; {@code near}: within a sentence, a few words behind the step before. */
  record Step(boolean near, List<Literal> literals) {}

  /** Plain text; an open side may be inside a word. */
  record Literal(String text, boolean openStart, boolean openEnd) {}

  boolean matches(Codes found) {
    if (codes.isEmpty()) {
      return true;
    }
    for (String code : codes) {
      if (found.match(code)) {
        return true;
      }
    }
    return false;
  }
}
