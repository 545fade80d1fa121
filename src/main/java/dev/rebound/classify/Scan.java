package dev.rebound.classify;

import dev.rebound.classify.PhraseIndex.Found;
import dev.rebound.classify.PhraseIndex.Transition;

/** Finds the phrases of a text in one pass. An instance reads one text after another. */
final class Scan {
  /** The most letters between two steps of a phrase. */
  static final int NEAR = 40;

  /** The most letters of a word after an open end. */
  static final int LONGEST_ENDING = 20;

  // No phrase ends before the first letter.
  private static final int NOWHERE = 0;

  private final int[] lastEnd;
  private final int[] reached;
  private CharSequence text = "";
  private int reachedCount;
  private int sentence;

  Scan(int states) {
    this.lastEnd = new int[states];
    this.reached = new int[states];
  }

  /** Reads a text, and forgets the one before. */
  void run(CharSequence next, Automaton automaton, Found[][] found) {
    reset(next);
    int node = Automaton.ROOT;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == PlainText.STOP) {
        sentence = at;
      }
      node = automaton.step(node, c);
      int hit = automaton.ending(node) >= 0 ? node : automaton.shorter(node);
      for (; hit != Automaton.ROOT; hit = automaton.shorter(hit)) {
        for (Found literal : found[automaton.ending(hit)]) {
          follow(literal, at + 1);
        }
      }
    }
  }

  private void reset(CharSequence next) {
    text = next;
    for (int number = 0; number < reachedCount; number++) {
      lastEnd[reached[number]] = NOWHERE;
    }
    reachedCount = 0;
    sentence = 0;
  }

  boolean has(int state) {
    return lastEnd[state] != NOWHERE;
  }

  int reachedCount() {
    return reachedCount;
  }

  /** Returns a reached state; states are numbered in the order in which they were reached. */
  int reached(int number) {
    return reached[number];
  }

  private void follow(Found literal, int foundEnd) {
    int start = foundEnd - literal.length();
    if (!literal.openStart() && isInsideWord(start)) {
      return;
    }
    int end = foundEnd;
    if (literal.openEnd()) {
      end = wordEnd(foundEnd);
    } else if (isInsideWord(foundEnd)) {
      return;
    }
    for (Transition transition : literal.transitions()) {
      if (transition.from() == PhraseIndex.START || follows(transition, start)) {
        reach(transition.to(), end);
      }
    }
  }

  private boolean follows(Transition transition, int start) {
    int before = lastEnd[transition.from()];
    if (before == NOWHERE || before > start) {
      return false;
    }
    return transition.near() ? start - before <= NEAR && before >= sentence : start - before <= 1;
  }

  private void reach(int state, int end) {
    if (lastEnd[state] == NOWHERE) {
      reached[reachedCount++] = state;
    }
    lastEnd[state] = end;
  }

  private boolean isInsideWord(int boundary) {
    return boundary > 0
        && boundary < text.length()
        && Folding.isWord(text.charAt(boundary - 1))
        && Folding.isWord(text.charAt(boundary));
  }

  private int wordEnd(int from) {
    int end = from;
    int limit = Math.min(text.length(), from + LONGEST_ENDING);
    while (end < limit && Folding.isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
