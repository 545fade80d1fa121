package dev.rebound.classify;

import dev.rebound.classify.Rule.Clause;
import dev.rebound.classify.Rule.Literal;
import dev.rebound.classify.Rule.Phrase;
import dev.rebound.classify.Rule.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses a line of a rule: {@code no (such|valid)? {who} .. here & !link:example.com}. */
final class PhraseParser {
  private static final String NEAR = "..";
  private static final String LINK = "link:";

  private final Map<String, List<Literal>> sets;

  PhraseParser(Map<String, List<Literal>> sets) {
    this.sets = sets;
  }

  /**
   * Parses a clause.
   *
   * @throws IllegalArgumentException with a message that describes the fault
   */
  Clause clause(String line) {
    List<Phrase> all = new ArrayList<>();
    List<Phrase> none = new ArrayList<>();
    for (String part : line.split(" & ")) {
      String phrase = part.strip();
      if (phrase.startsWith("!")) {
        none.add(phrase(phrase.substring(1)));
      } else {
        all.add(phrase(phrase));
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("only exceptions: '" + line + "'");
    }
    return new Clause(all, none);
  }

  /** Parses the members of a set, separated by bars; a member may be another set. */
  List<Literal> members(String list) {
    Set<Literal> members = new LinkedHashSet<>();
    for (String member : list.split("\\|")) {
      String name = member.strip();
      if (name.startsWith("{") && name.endsWith("}")) {
        members.addAll(set(name.substring(1, name.length() - 1)));
      } else {
        members.add(literal(name));
      }
    }
    return List.copyOf(members);
  }

  private Phrase phrase(String phrase) {
    List<Step> steps = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    boolean near = false;
    for (String piece : pieces(phrase)) {
      boolean group = piece.startsWith("{") || piece.startsWith("(");
      if (!group && !piece.equals(NEAR)) {
        words.append(words.isEmpty() ? "" : " ").append(piece);
        continue;
      }
      if (!words.isEmpty()) {
        steps.add(new Step(near, List.of(literal(words.toString()))));
        words.setLength(0);
        near = false;
      }
      if (group) {
        steps.add(new Step(near, group(piece)));
      }
      near = !group;
    }
    if (!words.isEmpty()) {
      steps.add(new Step(near, List.of(literal(words.toString()))));
    } else if (steps.isEmpty() || near) {
      throw new IllegalArgumentException("nothing to look for in '" + phrase + "'");
    }
    return new Phrase(steps);
  }

  /** Splits a phrase at blanks into words, groups and dots; a group may contain blanks. */
  private static List<String> pieces(String phrase) {
    List<String> pieces = new ArrayList<>();
    int at = 0;
    while (at < phrase.length()) {
      char c = phrase.charAt(at);
      int end = c == '(' ? phrase.indexOf(')', at) : c == '{' ? phrase.indexOf('}', at) : at;
      if (end < 0) {
        throw new IllegalArgumentException("unclosed " + c + " in '" + phrase + "'");
      }
      int blank = phrase.indexOf(' ', end);
      int next = blank < 0 ? phrase.length() : blank;
      if (next > at) {
        pieces.add(phrase.substring(at, next));
      }
      at = next + 1;
    }
    return pieces;
  }

  private List<Literal> group(String piece) {
    char close = piece.charAt(0) == '(' ? ')' : '}';
    if (piece.charAt(piece.length() - 1) != close) {
      throw new IllegalArgumentException("no blank after '" + close + "' in '" + piece + "'");
    }
    String inner = piece.substring(1, piece.length() - 1);
    return close == ')' ? members(inner) : set(inner);
  }

  private List<Literal> set(String name) {
    List<Literal> set = sets.get(name);
    if (set == null) {
      throw new IllegalArgumentException("unknown set {" + name + "}");
    }
    return set;
  }

  private static Literal literal(String words) {
    if (words.contains("(") || words.contains("{") || words.contains(NEAR)) {
      throw new IllegalArgumentException("only words and sets within a group: '" + words + "'");
    }
    if (words.startsWith(LINK)) {
      return new Literal(PlainText.link(words.substring(LINK.length())), true, true);
    }
    boolean openStart = words.startsWith("*");
    boolean openEnd = words.length() > 1 && words.endsWith("*");
    int end = words.length() - (openEnd ? 1 : 0);
    String text = PlainText.phrase(words.substring(openStart ? 1 : 0, end));
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no word in '" + words + "'");
    }
    return new Literal(text, openStart, openEnd);
  }
}
