package dev.rebound.ingest.mail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The paragraphs above and below a list of addresses. One of them has the reason of addresses that
 * are listed without one.
 */
final class Surroundings {
  private static final int MAX_ABOVE = 4;
  private static final int MAX_BELOW = 3;
  private static final int MAX_EXPLAINED = 1024;
  // ----- The following addresses had delivery problems -----
  private static final Pattern DECORATION = Pattern.compile("^([-*=#])\\1{2,}[^-*=#]+\\1{3,}+ *");
  private static final int MIN_FIELD_NAME = 2;
  private static final int MAX_FIELD_NAME = 20;
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?] )|(?<=[。！？])");

  private final Predicate<String> classifies;
  private final Map<String, Boolean> explained = new HashMap<>();
  // The nearest one first.
  private final Deque<String> above = new ArrayDeque<>();
  private final List<String> below = new ArrayList<>();
  private boolean isAnnounced;

  /**
   * @param classifies whether the classifier knows the reason in a text
   */
  Surroundings(Predicate<String> classifies) {
    this.classifies = classifies;
  }

  void addAbove(String paragraph) {
    String rest = withoutDecoration(paragraph);
    if (rest.isEmpty() || isField(rest)) {
      return;
    }
    above.addFirst(rest);
    if (above.size() > MAX_ABOVE) {
      above.removeLast();
    }
  }

  private static String withoutDecoration(String paragraph) {
    boolean mayHave = !paragraph.isEmpty() && "-*=#".indexOf(paragraph.charAt(0)) >= 0;
    return mayHave ? DECORATION.matcher(paragraph).replaceFirst("") : paragraph;
  }

  void addBelow(String paragraph) {
    if (below.size() == MAX_BELOW) {
      return;
    }
    String rest = withoutClosings(withoutDecoration(paragraph));
    if (below.isEmpty() && rest.endsWith(":") && !Codes.in(rest)) {
      isAnnounced = true;
    } else if (!rest.isEmpty()) {
      below.add(rest);
    }
  }

  boolean hasBelow() {
    return !below.isEmpty();
  }

  /** Returns the reason and makes the other paragraphs those above the next list. */
  String takeReason() {
    String reason = reason();
    if (below.remove(reason)) {
      above.clear();
    }
    below.forEach(this::addAbove);
    below.clear();
    isAnnounced = false;
    return reason;
  }

  private String reason() {
    return first(above, Codes::in)
        .or(() -> first(below, Codes::in))
        .or(() -> isAnnounced ? below.stream().findFirst() : Optional.empty())
        .or(() -> first(above, this::explains))
        .or(() -> first(below, this::explains))
        .orElseGet(this::anyReason);
  }

  private String anyReason() {
    String earlier = above.isEmpty() ? "" : above.peekFirst();
    boolean isReason = isSentence(earlier) && Phrases.FAILING.in(Texts.folded(earlier));
    if (!below.isEmpty() && !isReason) {
      return below.get(0);
    }
    return first(above, Surroundings::isSentence).orElse(earlier);
  }

  private static Optional<String> first(Iterable<String> paragraphs, Predicate<String> isReason) {
    for (String paragraph : paragraphs) {
      if (isReason.test(paragraph)) {
        return Optional.of(paragraph);
      }
    }
    return Optional.empty();
  }

  /** Returns whether the classifier knows a reason in the text; a heading has none. */
  boolean explains(String text) {
    return !text.isEmpty()
        && !text.endsWith(":")
        && explained.computeIfAbsent(
            text, key -> classifies.test(key.substring(0, Math.min(key.length(), MAX_EXPLAINED))));
  }

  // Words that lead to the list end without a full stop.
  private static boolean isSentence(String paragraph) {
    return !paragraph.isEmpty() && ".!)]>。！".indexOf(paragraph.charAt(paragraph.length() - 1)) >= 0;
  }

  /** Returns whether a paragraph quotes the header of the mail, mostly its subject. */
  static boolean isField(String paragraph) {
    int end = 0;
    while (end <= MAX_FIELD_NAME
        && end < paragraph.length()
        && Character.isLetter(paragraph.charAt(end))) {
      end++;
    }
    int colon = paragraph.startsWith(" ", end) ? end + 1 : end;
    return end >= MIN_FIELD_NAME
        && end <= MAX_FIELD_NAME
        && paragraph.startsWith(":", colon)
        && !Phrases.FAILING.in(Texts.folded(paragraph));
  }

  /** Removes the sentences that ask the reader to do something. */
  static String withoutClosings(String paragraph) {
    if (!Phrases.CLOSING.in(Texts.folded(paragraph))) {
      return paragraph.strip();
    }
    StringBuilder rest = new StringBuilder(paragraph.length());
    Stream.of(SENTENCE_END.split(paragraph))
        .filter(sentence -> Codes.in(sentence) || !Phrases.CLOSING.in(Texts.folded(sentence)))
        .forEach(rest::append);
    return rest.toString().strip();
  }
}
