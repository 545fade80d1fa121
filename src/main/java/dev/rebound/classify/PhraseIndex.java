package dev.rebound.classify;

import dev.rebound.classify.Rule.Literal;
import dev.rebound.classify.Rule.Phrase;
import dev.rebound.classify.Rule.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All phrases as one machine: every beginning of a phrase is a state, and a literal found in the
 * text leads from one state to the next. Phrases with a common beginning share its states.
 */
final class PhraseIndex {
  /** Before the first step of every phrase. */
  static final int START = -1;

  private final Map<String, List<Literal>> byText = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final Map<Literal, List<List<Transition>>> transitions = new HashMap<>();
  private final Map<List<Literal>, List<Transition>> bySet = new HashMap<>();
  private final Map<State, Integer> states = new HashMap<>();

  private record State(int before, Step step) {}

  /** From state to state; {@code near} tells how close the literal must follow. */
  record Transition(int from, boolean near, int to) {}

  /** What may begin when a string has been found. */
  record Found(int length, boolean openStart, boolean openEnd, Transition[] transitions) {}

  /** The state that the phrase ends in. */
  int add(Phrase phrase) {
    int state = START;
    for (Step step : phrase.steps()) {
      state = next(state, step);
    }
    return state;
  }

  int size() {
    return states.size();
  }

  Automaton automaton() {
    return Automaton.of(texts);
  }

  /** For each string of the automaton, its literals: the same letters may be open or closed. */
  Found[][] found() {
    Found[][] found = new Found[texts.size()][];
    for (int text = 0; text < found.length; text++) {
      found[text] = byText.get(texts.get(text)).stream().map(this::found).toArray(Found[]::new);
    }
    return found;
  }

  private Found found(Literal literal) {
    Transition[] all =
        transitions.get(literal).stream().flatMap(List::stream).toArray(Transition[]::new);
    return new Found(literal.text().length(), literal.openStart(), literal.openEnd(), all);
  }

  private int next(int before, Step step) {
    State state = new State(before, step);
    Integer known = states.get(state);
    if (known != null) {
      return known;
    }
    int number = states.size();
    states.put(state, number);
    bySet
        .computeIfAbsent(step.literals(), this::index)
        .add(new Transition(before, step.near(), number));
    return number;
  }

  /** The transitions of a set, shared by all its literals. */
  private List<Transition> index(List<Literal> set) {
    List<Transition> shared = new ArrayList<>();
    for (Literal literal : set) {
      transitions.computeIfAbsent(literal, this::index).add(shared);
    }
    return shared;
  }

  private List<List<Transition>> index(Literal literal) {
    byText.computeIfAbsent(literal.text(), this::index).add(literal);
    return new ArrayList<>();
  }

  private List<Literal> index(String text) {
    texts.add(text);
    return new ArrayList<>(1);
  }
}
