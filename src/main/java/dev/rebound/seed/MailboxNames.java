package dev.rebound.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names of mailboxes: first names, last names and initials. A number follows in 40 percent of the
 * cases, and always once a domain has used every name.
 */
final class MailboxNames {
  private static final String FILE = "names.txt";
  // Its multiples visit every stem: it has no common divisor with their number.
  private static final long STEP = 15_485_863;
  private static final int PLAIN_PERCENT = 60;

  private final List<String> stems = stems();
  private final List<String> numbers = numbers();

  /** Returns the names without numbers, all different and without digits. */
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
   * Returns a name. For one salt, every number has a different name.
   *
   * @param number from 0 to the number of stems times the number of numbers, exclusive
   * @param salt determines the order of the names
   */
  String name(long number, long salt) {
    int size = stems.size();
    int stem = (int) ((number % size * STEP + (salt >>> 1) % size) % size);
    long round = number / size;
    long random = SeededRandom.mix(salt + stem) >>> 1;
    if (round == 0 && random % 100 < PLAIN_PERCENT) {
      return stems.get(stem);
    }
    return stems.get(stem) + numbers.get((int) ((random / 100 + round) % numbers.size()));
  }
}
