package dev.rebound.classify;

import dev.rebound.classify.Rule.Literal;
import dev.rebound.classify.Rule.Phrase;
import dev.rebound.classify.Rule.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds one state machine of all phrases. Each beginning of a phrase is a state, and a literal in
 * the text leads from one state to the next. Phrases share the states of their common beginnings.
 */
final class PhraseIndex {
  /** The state before the first step of each phrase. */
  static final int START = -1;

  // In the order of the automaton's strings.
  private final Map<String, List<Literal>> byText = new LinkedHashMap<>();
  private final Map<Literal, List<List<Transition>>> transitions = new HashMap<>();
  private final Map<List<Literal>, List<Transition>> bySet = new HashMap<>();
  private final Map<State, Integer> states = new HashMap<>();

  private record State(int before, Step step) {}

  /** A step from state to state; {@code near} allows words in between. */
  record Transition(int from, boolean near, int to) {}

  /** A literal, and the transitions that it allows. */
  record Found(int length, boolean openStart, boolean openEnd, Transition[] transitions) {}

  /** Adds a phrase and returns its last state. */
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
    return new Automaton(List.copyOf(byText.keySet()));
  }

  /** Returns the literals of each string of the automaton, with open and closed ends. */
  Found[][] found() {
    return byText.values().stream()
        .map(literals -> literals.stream().map(this::found).toArray(Found[]::new))
        .toArray(Found[][]::new);
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

  /** Returns the transitions of a set, which all its literals share. */
  private List<Transition> index(List<Literal> set) {
    List<Transition> shared = new ArrayList<>();
    for (Literal literal : set) {
      transitions.computeIfAbsent(literal, this::index).add(shared);
    }
    return shared;
  }

  private List<List<Transition>> index(Literal literal) {
    byText.computeIfAbsent(literal.text(), text -> new ArrayList<>(1)).add(literal);
    return new ArrayList<>();
  }
}
