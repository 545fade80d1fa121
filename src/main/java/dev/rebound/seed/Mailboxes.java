package dev.rebound.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names of mailboxes as people choose them, of first names, last names and initials. Once a domain
 * has used up the plain ones, and in two cases of five before, a number follows.
 */
final class Mailboxes {
  private static final String FILE = "names.txt";
  // No number of stems is a multiple of it, so that its multiples visit every stem.
  private static final long STEP = 15_485_863;
  private static final int PLAIN_PERCENT = 60;

  private final List<String> stems = stems();
  private final List<String> numbers = numbers();

  /** All different, none with a digit. */
  static List<String> stems() {
    List<String> firsts = Resource.words(FILE, "first");
    List<String> lasts = Resource.words(FILE, "last");
    List<String> stems = new ArrayList<>();
    for (String last : lasts) {
      for (String first : firsts) {
        stems.addAll(
            List.of(first + "." + last, first + last, first + "_" + last, last + "." + first));
      }
      for (char initial = 'a'; initial <= 'z'; initial++) {
        stems.addAll(List.of(initial + "." + last, initial + "-" + last));
      }
    }
    return List.copyOf(stems);
  }

  private static List<String> numbers() {
    return Stream.of(
            IntStream.range(1, 100), IntStream.range(1950, 2011), IntStream.range(100, 1000))
        .flatMapToInt(range -> range)
        .mapToObj(Integer::toString)
        .toList();
  }

  /**
   * Different for every number, with one salt.
   *
   * @param number 0 or more, below stems times numbers
   * @param salt decides in which order the names come
   */
  String name(long number, long salt) {
    int size = stems.size();
    int stem = (int) ((number % size * STEP + (salt >>> 1) % size) % size);
    long round = number / size;
    long luck = Dice.mixed(salt + stem) >>> 1;
    if (round == 0 && luck % 100 < PLAIN_PERCENT) {
      return stems.get(stem);
    }
    return stems.get(stem) + numbers.get((int) ((luck / 100 + round) % numbers.size()));
  }
}
