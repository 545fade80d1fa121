package dev.rebound.classify;

import java.util.Arrays;
import java.util.List;

/**
 * Finds all of many strings in one pass (Aho and Corasick 1975). The edges are in one open hash
 * table keyed by node and letter: the alphabet is too large for a row per node.
 */
public final class Automaton {
  static final int ROOT = 0;
  private static final int NO_EDGE = -1;
  private static final int NO_STRING = -1;
  private static final long EMPTY = -1;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int ASCII = 128;

  // The edges of the root to ASCII letters; most steps end there.
  private final int[] first = new int[ASCII];
  private final long[] keys;
  private final int[] targets;
  private final int shift;
  private final int[] fallback;
  private final int[] ending;
  private final int[] shorter;

  /**
   * Builds the automaton of some strings, which must differ. Strings are numbered in the order of
   * the list.
   */
  public Automaton(List<String> strings) {
    int letters = strings.stream().mapToInt(String::length).sum();
    int bits = 64 - Long.numberOfLeadingZeros(letters + 1);
    shift = 64 - bits;
    keys = new long[1 << bits];
    targets = new int[1 << bits];
    fallback = new int[letters + 1];
    ending = new int[letters + 1];
    shorter = new int[letters + 1];
    Arrays.fill(keys, EMPTY);
    Arrays.fill(ending, NO_STRING);
    addNodes(strings);
  }

  // Letter by letter of all strings: a node's fallback has fewer letters, and so is complete.
  private void addNodes(List<String> strings) {
    int[] reached = new int[strings.size()];
    int longest = strings.stream().mapToInt(String::length).max().orElse(0);
    int count = 1;
    for (int at = 0; at < longest; at++) {
      for (int number = 0; number < reached.length; number++) {
        String string = strings.get(number);
        if (at < string.length()) {
          char letter = string.charAt(at);
          int from = reached[number];
          int to = edge(from, letter);
          if (to == NO_EDGE) {
            to = count++;
            addNode(from, letter, to);
          }
          reached[number] = to;
          ending[to] = at == string.length() - 1 ? number : ending[to];
        }
      }
    }
  }

  private void addNode(int from, char letter, int to) {
    int back = from == ROOT ? ROOT : step(fallback[from], letter);
    put(key(from, letter), to);
    if (from == ROOT && letter < ASCII) {
      first[letter] = to;
    }
    fallback[to] = back;
    shorter[to] = ending[back] == NO_STRING ? shorter[back] : back;
  }

  /** Returns whether a text contains one of the strings. */
  public boolean findsIn(CharSequence text) {
    int node = ROOT;
    for (int at = 0; at < text.length(); at++) {
      node = step(node, text.charAt(at));
      if (ending[node] != NO_STRING || shorter[node] != ROOT) {
        return true;
      }
    }
    return false;
  }

  int step(int node, char letter) {
    int from = node;
    while (from != ROOT) {
      int to = edge(from, letter);
      if (to != NO_EDGE) {
        return to;
      }
      from = fallback[from];
    }
    return letter < ASCII ? first[letter] : Math.max(ROOT, edge(ROOT, letter));
  }

  /** Returns the number of the string that ends at the node, or -1. */
  int ending(int node) {
    return ending[node];
  }

  /** Returns the node of the next shorter string that ends here too, or the root. */
  int shorter(int node) {
    return shorter[node];
  }

  private int edge(int node, char letter) {
    int slot = slot(key(node, letter));
    return keys[slot] == EMPTY ? NO_EDGE : targets[slot];
  }

  private void put(long key, int target) {
    int slot = slot(key);
    keys[slot] = key;
    targets[slot] = target;
  }

  /** Returns the slot of a key: its own, or an empty one. */
  private int slot(long key) {
    int slot = (int) ((key * SPREAD) >>> shift);
    while (keys[slot] != key && keys[slot] != EMPTY) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private static long key(int node, char letter) {
    return ((long) node << Character.SIZE) | letter;
  }
}
