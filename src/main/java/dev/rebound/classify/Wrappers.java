package dev.rebound.classify;

import dev.rebound.classify.Rule.Literal;
import dev.rebound.classify.Rule.Phrase;
import dev.rebound.classify.Rule.Step;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Removes the words with which systems pass on the reply of another system. */
final class Wrappers {
  // Full stops at the ends, which removed words leave.
  private static final Pattern OUTER_STOPS = Pattern.compile("(?<=^\\^)( \\.)+|( \\.)+(?= \\$)");

  private final Phrase phrase;
  private final List<String> texts;

  Wrappers(List<Literal> literals) {
    this.phrase = new Phrase(List.of(new Step(false, literals)));
    this.texts =
        literals.stream()
            .map(Literal::text)
            .sorted(Comparator.comparing(String::length).reversed())
            .map(" %s "::formatted)
            .toList();
  }

  /** Returns a phrase that a text contains if it has something to remove. */
  Phrase phrase() {
    return phrase;
  }

  /** Returns the plain text with a full stop for each wrapper inside it. */
  String removedFrom(String text) {
    String rest = text;
    for (String wrapper : texts) {
      rest = rest.replace(wrapper, " . ");
    }
    return OUTER_STOPS.matcher(rest).replaceAll("");
  }
}
