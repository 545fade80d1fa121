package dev.rebound.ingest;

import dev.rebound.domain.BounceType;
import dev.rebound.domain.TextResource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kind of a row: a bounce, a block, or something else that is ignored. Other systems name it by
 * the words of {@code kinds.txt}.
 *
 * @param name {@code bounce}, {@code blocked}, {@code failure}, or the kind under which the row is
 *     counted
 */
public record RowKind(String name) {
  public static final RowKind BOUNCE = new RowKind(BounceType.BOUNCE.label());
  public static final RowKind BLOCKED = new RowKind(BounceType.BLOCKED.label());

  /** A failure whose reason tells whether it is a bounce or a block. */
  static final RowKind FAILURE = new RowKind("failure");

  /** Beside a failure: a bounce if the reason is unclear. */
  static final RowKind HARD_FAILURE = new RowKind("hard failure");

  /** No hard bounce: a failure of the row is a block. */
  static final RowKind NOT_BOUNCED = new RowKind("not bounced");

  static final RowKind DELIVERED = new RowKind("delivered");

  private static final Set<String> YES = Set.of("yes", "y", "1", "t");
  private static final Set<String> NO = Set.of("", "no", "n", "0", "f", "false");

  // Words that count in a column of types only have this prefix.
  private static final String VAGUE = "*";
  // Words that count wherever they stand in the reason of a row that says nothing else.
  private static final String PART = "~";
  private static final int MAX_SENTENCE = 200;
  private static final Map<String, RowKind> WORDS = read();
  private static final Map<String, RowKind> PARTS =
      WORDS.entrySet().stream()
          .filter(word -> word.getKey().startsWith(PART))
          .collect(
              Collectors.toUnmodifiableMap(
                  word -> word.getKey().substring(PART.length()), Map.Entry::getValue));
  private static final Set<String> FLAGS =
      WORDS.keySet().stream()
          .filter(word -> word.contains("="))
          .map(word -> word.substring(0, word.indexOf('=')))
          .collect(Collectors.toUnmodifiableSet());

  /** Returns the type of the row's event; empty when the row is ignored. */
  public Optional<BounceType> type() {
    return BounceType.of(name).filter(type -> type != BounceType.DROPPED);
  }

  /** Returns whether the row reports a failed delivery; any other row is ignored. */
  boolean isFailure() {
    return type().isPresent() || equals(FAILURE) || equals(HARD_FAILURE);
  }

  /** Returns the kind that a status or a reason names; empty for any other text. */
  public static Optional<RowKind> of(String word) {
    // Most texts are codes and replies, which begin with a digit. No word does.
    if (!word.isEmpty() && Character.isDigit(word.charAt(0))) {
      return Optional.empty();
    }
    return Optional.ofNullable(WORDS.get(TextFields.normal(word)));
  }

  /** Returns the kind that the value of a type column names; empty for any other text. */
  public static Optional<RowKind> ofType(String word) {
    return of(word).or(() -> Optional.ofNullable(WORDS.get(VAGUE + TextFields.normal(word))));
  }

  /** Returns the kind that a sentence tells: "Unsubscribed by the recipient". */
  static Optional<RowKind> ofSentence(String text) {
    if (text.length() > MAX_SENTENCE) {
      return Optional.empty();
    }
    String sentence = TextFields.normal(text);
    return PARTS.keySet().stream().filter(sentence::contains).sorted().findFirst().map(PARTS::get);
  }

  /** Returns the kind that a column names together with its value: {@code unsubscribed=true}. */
  public static Optional<RowKind> ofFlag(String column, String value) {
    String word = TextFields.normal(value);
    return of(column + "=" + (YES.contains(word) ? "true" : NO.contains(word) ? "false" : word));
  }

  /** Returns whether a value of a column of yes and no is a no, or blank. */
  static boolean isNo(String value) {
    return NO.contains(TextFields.normal(value));
  }

  /** Returns whether the values of a column are yes and no. */
  public static boolean isYesOrNo(String column) {
    String name = TextFields.normal(column);
    return WORDS.containsKey(name + "=true") || WORDS.containsKey(name + "=false");
  }

  /** Returns whether values of a column name kinds together with its name. */
  public static boolean isFlag(String column) {
    return FLAGS.contains(TextFields.normal(column));
  }

  private static Map<String, RowKind> read() {
    Map<String, RowKind> words = new HashMap<>();
    String text =
        TextResource.read(RowKind.class, "kinds.txt")
            .replaceAll("(?m)^#.*$", "")
            .replaceAll("\\R\\s+\\|", ",");
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      int equals = line.indexOf('=');
      RowKind kind = new RowKind(line.substring(0, equals).strip());
      for (String word : line.substring(equals + 1).split(",")) {
        if (words.put(TextFields.normal(word), kind) != null) {
          throw new IllegalStateException("a second kind for the word " + word.strip());
        }
      }
    }
    return Map.copyOf(words);
  }
}
