package dev.rebound.ingest.mail;

import dev.rebound.classify.Automaton;
import dev.rebound.domain.TextResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of phrases from {@code notices.txt}.
 *
 * @param phrases folded ({@link Texts#folded})
 * @param automaton finds them in one pass
 */
record Phrases(List<String> phrases, Automaton automaton) {
  private static final Map<String, List<String>> LISTS = read();

  static final Phrases SENDER = list("sender");
  static final Phrases ROLE = list("role");
  static final Phrases SUBJECT = list("subject");
  static final Phrases TEXT = list("text");
  static final Phrases FAILING = list("failing");
  static final Phrases DELAY_SUBJECT = list("delay subject");
  static final Phrases DELAY_TEXT = list("delay text");
  static final Phrases FINAL = list("final");
  static final Phrases PERMANENT = list("permanent");
  static final Phrases DELAYED_LIST = list("delayed list");
  static final Phrases DELIVERED_LIST = list("delivered list");
  static final Phrases FAILED_LIST = list("failed list");
  static final Phrases LABEL = list("label");
  static final Phrases ORIGINAL = list("original");
  static final Phrases FOOTER = list("footer");
  static final Phrases REFUSAL = list("refusal");
  static final Phrases CLOSING = list("closing");
  static final Phrases REPLY_SUBJECT = list("reply subject");
  static final Phrases RECEIPT = list("receipt");
  static final Phrases ROLE_ACCOUNT = list("role account");
  static final Phrases OTHER_ROLE = list("other role");
  static final Phrases SENDER_LABEL = list("sender label");
  static final Phrases SERVER_REPORT = list("server report");
  static final Phrases RETURNED_FIELD = list("returned field");
  static final Phrases REPLY_FIELD = list("reply field");

  /** Returns whether a folded text contains one of the phrases. */
  boolean in(String folded) {
    return automaton.findsIn(folded);
  }

  /** Returns whether a text ends with a word before an address that is not a recipient. */
  static boolean endsWithOtherRole(String text) {
    String folded = Texts.folded(text).strip();
    String[] words = folded.split("[ :：,;(]+");
    String last = words.length == 0 ? "" : words[words.length - 1];
    boolean isLabel = folded.endsWith(":") || folded.endsWith("：");
    return OTHER_ROLE.has(last) || isLabel && SENDER_LABEL.has(last);
  }

  /** Returns whether a word is one of the phrases. */
  boolean has(String word) {
    return phrases.contains(word);
  }

  /** Returns the length of the longest phrase that starts a folded text, or 0. */
  int atStart(String folded) {
    int longest = 0;
    for (String phrase : phrases) {
      if (phrase.length() > longest && folded.startsWith(phrase)) {
        longest = phrase.length();
      }
    }
    return longest;
  }

  private static Phrases list(String name) {
    List<String> phrases = LISTS.get(name).stream().distinct().toList();
    return new Phrases(phrases, new Automaton(phrases));
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> lists = new HashMap<>();
    String name = "";
    for (String line : TextResource.lines(Phrases.class, "notices.txt")) {
      if (line.startsWith("[") && line.endsWith("]")) {
        name = line.substring(1, line.length() - 1);
      } else {
        lists.computeIfAbsent(name, key -> new ArrayList<>()).add(line);
      }
    }
    return lists;
  }
}
