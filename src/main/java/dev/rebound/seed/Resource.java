package dev.rebound.seed;

import dev.rebound.domain.TextResource;
import java.util.List;
import java.util.stream.Stream;

/** The word lists of this package. */
final class Resource {
  private Resource() {}

  /** Returns all words between the heading {@code [name]} and the next heading. */
  static List<String> words(String file, String name) {
    return TextResource.lines(Resource.class, file).stream()
        .dropWhile(line -> !line.equals("[" + name + "]"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("["))
        .flatMap(line -> Stream.of(line.split(" ")))
        .toList();
  }
}
