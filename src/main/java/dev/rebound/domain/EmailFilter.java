package dev.rebound.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/**
 * The {@code email} parameter of the list: a text in which {@code %} matches any run of characters,
 * with an implied {@code %} at the end (contract, 3.1.2). Each shape has its own statement, so that
 * each has its own plan.
 */
public sealed interface EmailFilter {
  EmailFilter ANY = new Any();

  /** Returns a test of whether a stored address matches. */
  Predicate<String> matcher();

  /** No filter. */
  record Any() implements EmailFilter {
    @Override
    public Predicate<String> matcher() {
      return email -> true;
    }
  }

  /** Addresses that start with a text: from {@code start}, inclusive, to {@code end}, exclusive. */
  record Prefix(String start, String end) implements EmailFilter {
    @Override
    public Predicate<String> matcher() {
      return email -> email.startsWith(start);
    }
  }

  /** Addresses that start with a text, a range that an index can read, and match a pattern. */
  record PrefixedPattern(String start, String end, String like) implements EmailFilter {
    @Override
    public Predicate<String> matcher() {
      return matcherOf(like);
    }
  }

  /** Addresses that match a pattern that starts with a wildcard. */
  record Pattern(String like) implements EmailFilter {
    // Three letters or digits in a row, or two at the start or end of a word. ASCII only: the
    // database's locale decides which other characters are letters.
    private static final java.util.regex.Pattern TRIGRAM =
        java.util.regex.Pattern.compile("[a-z0-9]{3}|[^a-z0-9%][a-z0-9]{2}|[a-z0-9]{2}[^a-z0-9%]");

    private static final java.util.regex.Pattern PAIR =
        java.util.regex.Pattern.compile("[a-z0-9]{2}");

    // One character between runs of three letters or digits, with its escape.
    private static final java.util.regex.Pattern BETWEEN_WORDS =
        java.util.regex.Pattern.compile(
            "(?<=[a-z0-9]{3})(?:\\\\[\\\\_]|[\\p{Punct}&&[^%\\\\_]])(?=[a-z0-9]{3})");

    /**
     * Returns a pattern that matches at least these addresses and that a trigram index evaluates
     * faster: it has no trigrams of word ends, which millions of addresses share.
     */
    public String looser() {
      return BETWEEN_WORDS.matcher(like).replaceAll("%");
    }

    @Override
    public Predicate<String> matcher() {
      return matcherOf(like);
    }

    /** Returns the first two letters or digits in a row. */
    public Optional<String> pair() {
      return PAIR.matcher(like).results().map(MatchResult::group).findFirst();
    }

    /** Returns whether the pattern has a trigram, by which an index can find the matches. */
    public boolean hasTrigram() {
      return TRIGRAM.matcher(like).find();
    }
  }

  /**
   * Parses the parameter's value.
   *
   * @param value after form decoding, without U+0000
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

  /** Returns a test for a pattern as {@link #of} builds it: its literals, in this order. */
  private static Predicate<String> matcherOf(String pattern) {
    List<String> literals =
        Arrays.stream(pattern.split("%")).map(part -> part.replaceAll("\\\\(.)", "$1")).toList();
    return email -> {
      if (!email.startsWith(literals.get(0))) {
        return false;
      }
      int from = literals.get(0).length();
      for (String literal : literals.subList(1, literals.size())) {
        int found = email.indexOf(literal, from);
        if (found < 0) {
          return false;
        }
        from = found + literal.length();
      }
      return true;
    };
  }

  private static String likeLiteral(String text) {
    return text.replace("\\", "\\\\").replace("_", "\\_");
  }

  /**
   * Returns the least text that sorts after every text with this start, by code point as {@code
   * COLLATE "C"} sorts UTF-8. It replaces the last character with the next one; if there is no next
   * one, it drops the character and replaces the one before.
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
    // The start is U+10FFFF repeated. No stored address is longer than MAX_LENGTH, so this text
    // sorts after all of them.
    return Character.toString(Character.MAX_CODE_POINT).repeat(EmailAddress.MAX_LENGTH + 1);
  }

  private static int next(int codePoint) {
    return codePoint == Character.MIN_SURROGATE - 1 ? Character.MAX_SURROGATE + 1 : codePoint + 1;
  }
}
