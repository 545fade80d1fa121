package dev.rebound.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The word lists of this package. */
final class Resource {
  private Resource() {}

  /** Returns the lines of a file, without blank lines and comments. */
  static List<String> lines(String file) {
    try (InputStream in = Resource.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all words between the heading {@code [name]} and the next heading. */
  static List<String> words(String file, String name) {
    return lines(file).stream()
        .dropWhile(line -> !line.equals("[" + name + "]"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("["))
        .flatMap(line -> Stream.of(line.split(" ")))
        .toList();
  }
}
