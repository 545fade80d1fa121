package dev.rebound.domain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The {@code email} parameter of the list: a text in which {@code %} stands for any run of
 * characters, and in which one is implied at the end (contract, 3.1.2). Each shape is a statement
 * of its own, so that each gets its own plan.
 */
public sealed interface EmailFilter {
  EmailFilter ANY = new Any();

  /** No filter. */
  record Any() implements EmailFilter {}

  /** Addresses that start with a text: those from it up to, but without, {@code end}. */
  record Prefix(String start, String end) implements EmailFilter {}

  /**
   * Addresses that start with a text and match a pattern: the start is a range that an index can
   * read.
   */
  record PrefixedPattern(String start, String end, String like) implements EmailFilter {}

  /** Addresses that match a pattern whose start is open. */
  record Pattern(String like) implements EmailFilter {
    // Three letters or digits in a row, or two at the end of a word. Beyond ASCII it depends on the
    // database what a letter is.
    private static final java.util.regex.Pattern TRIGRAM =
        java.util.regex.Pattern.compile("[a-z0-9]{3}|[^a-z0-9%][a-z0-9]{2}|[a-z0-9]{2}[^a-z0-9%]");

    // One character, as it stands in a pattern, between runs of three letters or digits.
    private static final java.util.regex.Pattern BETWEEN_WORDS =
        java.util.regex.Pattern.compile(
            "(?<=[a-z0-9]{3})(?:\\\\[\\\\_]|[\\p{Punct}&&[^%\\\\_]])(?=[a-z0-9]{3})");

    /**
     * A pattern that matches these addresses and maybe more, which an index of runs of three
     * letters answers sooner: it need not look for the ends of words, which millions of addresses
     * share.
     */
    public String looser() {
      return BETWEEN_WORDS.matcher(like).replaceAll("%");
    }

    /** Whether an index of the runs of three letters in an address can find those that match. */
    public boolean hasTrigram() {
      return TRIGRAM.matcher(like).find();
    }
  }

  /**
   * Reads the parameter's value after form decoding.
   *
   * @param value must hold no U+0000
   */
  static EmailFilter of(String value) {
    List<String> literals = Arrays.asList(EmailAddress.fold(value).split("%", -1));
    String start = literals.get(0);
    boolean startsOnly = literals.stream().skip(1).allMatch(String::isEmpty);
    if (startsOnly) {
      return start.isEmpty() ? ANY : new Prefix(start, successor(start));
    }
    String like =
        literals.stream().map(EmailFilter::likeLiteral).collect(Collectors.joining("%", "", "%"));
    return start.isEmpty() ? new Pattern(like) : new PrefixedPattern(start, successor(start), like);
  }

  private static String likeLiteral(String text) {
    return text.replace("\\", "\\\\").replace("_", "\\_");
  }

  /**
   * The least text that sorts after every text with this start, by code point as {@code COLLATE
   * "C"} sorts UTF-8: the last character is replaced by the next one; where it has none, the one
   * before it.
   */
  private static String successor(String start) {
    int end = start.length();
    while (end > 0) {
      int last = start.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        return start.substring(0, end) + Character.toString(next(last));
      }
    }
    // Only U+10FFFF, over and over: no stored address is longer than MAX_LENGTH, so this sorts
    // after them all.
    return Character.toString(Character.MAX_CODE_POINT).repeat(EmailAddress.MAX_LENGTH + 1);
  }

  private static int next(int codePoint) {
    return codePoint == Character.MIN_SURROGATE - 1 ? Character.MAX_SURROGATE + 1 : codePoint + 1;
  }
}
