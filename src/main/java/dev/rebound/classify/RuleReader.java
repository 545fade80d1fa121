package dev.rebound.classify;

import dev.rebound.classify.Rule.Literal;
import dev.rebound.domain.Classification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the format that the top of {@code rules.txt} explains. */
final class RuleReader {
  private static final int CODE_LENGTH = 3;

  /** Rules in their order, and the word sets that they use. */
  record Rules(List<Rule> rules, Map<String, List<Literal>> sets) {}

  private final Map<String, List<Literal>> sets;
  private final PhraseParser phrases;
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private Rule open;
  private String pending = "";
  private int pendingNumber;

  private RuleReader(Map<String, List<Literal>> known) {
    this.sets = new HashMap<>(known);
    this.phrases = new PhraseParser(sets);
  }

  /**
   * Reads rules.
   *
   * @param known further sets that the rules may use
   * @throws IllegalArgumentException with a message that names the line and its fault
   */
  static Rules read(String text, Map<String, List<Literal>> known) {
    RuleReader reader = new RuleReader(known);
    int number = 0;
    for (String line : text.split("\\R")) {
      number++;
      reader.raw(line.strip(), number);
    }
    reader.flush();
    reader.guard(number, reader::close);
    return new Rules(List.copyOf(reader.rules), Map.copyOf(reader.sets));
  }

  private void raw(String line, int number) {
    if (line.startsWith("|")) {
      pending += " " + line;
    } else if (!line.isEmpty() && !line.startsWith("#")) {
      flush();
      pending = line;
      pendingNumber = number;
    }
  }

  private void flush() {
    if (!pending.isEmpty()) {
      guard(pendingNumber, () -> line(pending));
      pending = "";
    }
  }

  private void guard(int number, Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
    }
  }

  private void line(String line) {
    if (line.startsWith("set ")) {
      close();
      String[] sides = sides(line.substring("set ".length()));
      sets.put(sides[0], phrases.members(sides[1]));
    } else if (line.startsWith("rule ")) {
      close();
      startRule(line.substring("rule ".length()));
    } else if (line.startsWith("codes ")) {
      close();
      addCodes(line.substring("codes ".length()));
    } else {
      insideRule(line);
    }
  }

  private void insideRule(String line) {
    if (open == null) {
      throw new IllegalArgumentException("outside of a rule: '" + line + "'");
    }
    if (line.startsWith("when ")) {
      addAllCodes(line.substring("when ".length()), open.codes());
    } else if (line.startsWith(">")) {
      open.examples().add(line.substring(1).strip());
    } else {
      open.clauses().add(phrases.clause(line));
    }
  }

  private void startRule(String line) {
    String[] sides = sides(line);
    open = rule(sides[0], classification(sides[1]));
  }

  /** Adds a rule without phrases for each code, so that the verdict names the code. */
  private void addCodes(String line) {
    String[] sides = sides(line);
    Classification classification = classification(sides[0]);
    List<String> codes = new ArrayList<>();
    addAllCodes(sides[1], codes);
    for (String code : codes) {
      boolean reply = code.length() == CODE_LENGTH && code.charAt(1) != '.';
      Rule rule = rule((reply ? "reply-" : "status-") + code, classification);
      rule.codes().add(code);
      rules.add(rule);
    }
  }

  private Rule rule(String id, Classification classification) {
    if (!id.matches("[a-z0-9.-]+")) {
      throw new IllegalArgumentException("an id is of a-z, 0-9, '.' and '-', not '" + id + "'");
    }
    if (!ids.add(id)) {
      throw new IllegalArgumentException("second rule '" + id + "'");
    }
    return new Rule(id, classification, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  private void close() {
    if (open == null) {
      return;
    }
    if (open.clauses().isEmpty()) {
      throw new IllegalArgumentException("rule '" + open.id() + "' above has no phrase");
    }
    rules.add(open);
    open = null;
  }

  /** Adds codes; "x.1.1" stands for 4.1.1 and 5.1.1. */
  private static void addAllCodes(String list, List<String> codes) {
    for (String code : list.strip().split("\\s+")) {
      if (!code.matches("[45x](\\.\\d{1,3}){0,2}|[45]\\d\\d")) {
        throw new IllegalArgumentException("no code: '" + code + "'");
      }
      if (code.startsWith("x")) {
        codes.add("4" + code.substring(1));
        codes.add("5" + code.substring(1));
      } else {
        codes.add(code);
      }
    }
  }

  private static String[] sides(String line) {
    String[] sides = line.split(" = ", 2);
    if (sides.length < 2) {
      throw new IllegalArgumentException("no ' = ' in '" + line + "'");
    }
    return new String[] {sides[0].strip(), sides[1].strip()};
  }

  private static Classification classification(String name) {
    return Classification.of(name)
        .orElseThrow(() -> new IllegalArgumentException("unknown class '" + name + "'"));
  }
}
