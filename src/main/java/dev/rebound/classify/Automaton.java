package dev.rebound.classify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * Finds all of many strings in one pass (Aho and Corasick 1975). Edges lie in one open hash table
 * keyed by node and letter: the alphabet is too wide for a row per node.
 */
final class Automaton {
  static final int ROOT = 0;
  private static final int NO_EDGE = -1;
  private static final long EMPTY = -1;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long[] keys;
  private final int[] targets;
  private final int shift;
  private final int[] fallback;
  private final int[] ending;
  private final int[] shorter;

  private Automaton(List<Node> nodes) {
    int bits = 64 - Long.numberOfLeadingZeros(nodes.size() * 2L);
    shift = 64 - bits;
    keys = new long[1 << bits];
    targets = new int[1 << bits];
    Arrays.fill(keys, EMPTY);
    fallback = new int[nodes.size()];
    ending = new int[nodes.size()];
    shorter = new int[nodes.size()];
    for (Node node : nodes) {
      ending[node.id] = node.ending;
      if (node.parent != null) {
        put(key(node.parent.id, node.letter), node.id);
      }
    }
    linkShorterOnes(nodes);
  }

  /** Strings are numbered in the order given; they must differ. */
  static Automaton of(List<String> strings) {
    Trie trie = new Trie();
    for (int number = 0; number < strings.size(); number++) {
      trie.add(strings.get(number), number);
    }
    return new Automaton(trie.nodes);
  }

  int step(int node, char letter) {
    int from = node;
    while (true) {
      int to = edge(from, letter);
      if (to != NO_EDGE) {
        return to;
      }
      if (from == ROOT) {
        return ROOT;
      }
      from = fallback[from];
    }
  }

  /** The number of the string that ends at the node, or -1. */
  int ending(int node) {
    return ending[node];
  }

  /** The node of the next shorter string that ends here too, or the root. */
  int shorter(int node) {
    return shorter[node];
  }

  private void linkShorterOnes(List<Node> nodes) {
    Queue<Node> queue = new ArrayDeque<>(nodes.get(ROOT).children);
    while (!queue.isEmpty()) {
      Node node = queue.remove();
      int back = ROOT;
      if (node.parent.id != ROOT) {
        back = step(fallback[node.parent.id], node.letter);
      }
      fallback[node.id] = back;
      shorter[node.id] = ending[back] >= 0 ? back : shorter[back];
      queue.addAll(node.children);
    }
  }

  private int edge(int node, char letter) {
    long key = key(node, letter);
    int slot = slot(key);
    while (keys[slot] != EMPTY) {
      if (keys[slot] == key) {
        return targets[slot];
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    return NO_EDGE;
  }

  private void put(long key, int target) {
    int slot = slot(key);
    while (keys[slot] != EMPTY) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = key;
    targets[slot] = target;
  }

  private int slot(long key) {
    return (int) ((key * SPREAD) >>> shift);
  }

  private static long key(int node, char letter) {
    return ((long) node << Character.SIZE) | letter;
  }

  /** Only while building. */
  private static final class Node {
    final int id;
    final Node parent;
    final char letter;
    final List<Node> children = new ArrayList<>(1);
    int ending = -1;

    Node(int id, Node parent, char letter) {
      this.id = id;
      this.parent = parent;
      this.letter = letter;
    }
  }

  /** Only while building. */
  private static final class Trie {
    final List<Node> nodes = new ArrayList<>(List.of(new Node(ROOT, null, '\0')));

    void add(String string, int number) {
      Node node = nodes.get(ROOT);
      for (int at = 0; at < string.length(); at++) {
        node = child(node, string.charAt(at));
      }
      node.ending = number;
    }

    private Node child(Node node, char letter) {
      for (Node child : node.children) {
        if (child.letter == letter) {
          return child;
        }
      }
      Node child = new Node(nodes.size(), node, letter);
      nodes.add(child);
      node.children.add(child);
      return child;
    }
  }
}
