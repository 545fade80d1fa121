package dev.rebound.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailFilterTest {
  private static final String LAST = "\udbff\udfff";
  private static final String AFTER_ALL = LAST.repeat(EmailAddress.MAX_LENGTH + 1);

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "%%", "%%%"})
  void nothingButWildcardsIsNoFilter(String value) {
    assertEquals(EmailFilter.ANY, EmailFilter.of(value));
  }

  static Stream<Arguments> starts() {
    return Stream.of(
        arguments("sales", "sales", "salet"),
        arguments("Sales", "sales", "salet"),
        arguments("sales%", "sales", "salet"),
        arguments("sales%%", "sales", "salet"),
        arguments("ann@x.org", "ann@x.org", "ann@x.orh"),
        arguments("a_", "a_", "a`"),
        arguments("a\\", "a\\", "a]"),
        arguments("a/", "a/", "a0"),
        arguments(" ", " ", "!"),
        arguments("\u007f", "\u007f", "\u0080"),
        arguments("\u07ff", "\u07ff", "\u0800"),
        arguments("\u00c9", "\u00e9", "\u00ea"),
        // Between these two lie the surrogates, which are no characters.
        arguments("a\ud7ff", "a\ud7ff", "a\ue000"),
        arguments("a\uffff", "a\uffff", "a\ud800\udc00"),
        arguments("\ud83d\ude00", "\ud83d\ude00", "\ud83d\ude01"),
        arguments("a\ud83f\udfff", "a\ud83f\udfff", "a\ud840\udc00"),
        arguments("a\udbff\udffe", "a\udbff\udffe", "a" + LAST),
        arguments("a" + LAST, "a" + LAST, "b"),
        arguments("\ud7ff" + LAST + LAST, "\ud7ff" + LAST + LAST, "\ue000"),
        arguments(LAST, LAST, AFTER_ALL),
        arguments(LAST + LAST, LAST + LAST, AFTER_ALL));
  }

  @ParameterizedTest
  @MethodSource("starts")
  void aTextIsTheRangeOfWhatStartsWithIt(String value, String start, String end) {
    assertEquals(new EmailFilter.Prefix(start, end), EmailFilter.of(value));
    assertTrue(compare(start, end) < 0);
    assertTrue(compare(start + LAST.repeat(300), end) < 0);
  }

  static Stream<Arguments> prefixedPatterns() {
    return Stream.of(
        arguments("market%tree", "market", "markeu", "market%tree%"),
        arguments("market%tree%", "market", "markeu", "market%tree%%"),
        arguments("market%%tree", "market", "markeu", "market%%tree%"),
        arguments("Market%TREE", "market", "markeu", "market%tree%"),
        arguments("a_b%c_d", "a_b", "a_c", "a\\_b%c\\_d%"),
        arguments("a\\%b\\", "a\\", "a]", "a\\\\%b\\\\%"),
        arguments("a\\_%\\_", "a\\_", "a\\`", "a\\\\\\_%\\\\\\_%"),
        arguments("a%25", "a", "b", "a%25%"));
  }

  @ParameterizedTest
  @MethodSource("prefixedPatterns")
  void aWildcardInsideAddsAPatternToTheRange(String value, String start, String end, String like) {
    assertEquals(new EmailFilter.PrefixedPattern(start, end, like), EmailFilter.of(value));
  }

  static Stream<Arguments> patterns() {
    return Stream.of(
        arguments("%market", "%market%"),
        arguments("%market%tree", "%market%tree%"),
        arguments("%%market%", "%%market%%"),
        arguments("%MARKET", "%market%"),
        arguments("%_", "%\\_%"),
        arguments("%\\", "%\\\\%"),
        arguments("%@x.org", "%@x.org%"));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void aWildcardInFrontIsAPatternAlone(String value, String like) {
    assertEquals(new EmailFilter.Pattern(like), EmailFilter.of(value));
  }

  /** As {@code COLLATE "C"} sorts. */
  private static int compare(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "%ora_brown843 -> %ora%brown843%",
        "%frank@thistle-tiles.example -> %frank%thistle%tiles%example%",
        "%one\\two -> %one%two%",
        // What is between shorter runs may be all that is rare.
        "%x1@gmail.com -> %x1@gmail%com%",
        "%ab_cd -> %ab\\_cd%",
        "%one__two -> %one\\_\\_two%",
        "%one%two -> %one%two%",
        "%one\u00e9two -> %one\u00e9two%"
      })
  void anIndexNeedNotLookForTheEndsOfLongWords(String value, String looser) {
    EmailFilter.Pattern pattern = (EmailFilter.Pattern) EmailFilter.of(value);
    assertEquals(looser, pattern.looser());
  }
}
