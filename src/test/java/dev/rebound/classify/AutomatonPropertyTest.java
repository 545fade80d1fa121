package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The automaton finds the same strings as a naive search. */
class AutomatonPropertyTest {
  @Test
  void findsTheSameStringsAsANaiveSearch() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Set<String> strings = new LinkedHashSet<>();
      while (strings.size() < 12) {
        strings.add(word(random, 1 + random.nextInt(5)));
      }
      String text = word(random, 200);
      assertEquals(
          naive(text, List.copyOf(strings)), found(text, List.copyOf(strings)), "seed " + seed);
    }
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int at = 0; at < length; at++) {
      word.append("aab户".charAt(random.nextInt(4)));
    }
    return word.toString();
  }

  private static Set<String> naive(String text, List<String> strings) {
    Set<String> found = new TreeSet<>();
    for (String string : strings) {
      for (int at = text.indexOf(string); at >= 0; at = text.indexOf(string, at + 1)) {
        found.add((at + string.length()) + " " + string);
      }
    }
    return found;
  }

  private static Set<String> found(String text, List<String> strings) {
    Automaton automaton = new Automaton(strings);
    Set<String> found = new TreeSet<>();
    int node = Automaton.ROOT;
    for (int at = 0; at < text.length(); at++) {
      node = automaton.step(node, text.charAt(at));
      int hit = automaton.ending(node) >= 0 ? node : automaton.shorter(node);
      for (; hit != Automaton.ROOT; hit = automaton.shorter(hit)) {
        found.add((at + 1) + " " + strings.get(automaton.ending(hit)));
      }
    }
    return found;
  }
}
