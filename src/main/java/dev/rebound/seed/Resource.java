package dev.rebound.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The word lists beside this package. */
final class Resource {
  private Resource() {}

  /** Lines that say something: neither blank nor a comment. */
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

  /** All words of the lines that follow the heading {@code [name]}, up to the next heading. */
  static List<String> words(String file, String name) {
    return lines(file).stream()
        .dropWhile(line -> !line.equals("[" + name + "]"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("["))
        .flatMap(line -> List.of(line.split(" ")).stream())
        .toList();
  }
}
