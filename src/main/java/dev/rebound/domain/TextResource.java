package dev.rebound.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text files of the class path, each in the package of a class. */
public final class TextResource {
  private TextResource() {}

  /** Returns the text of a file. */
  public static String read(Class<?> owner, String file) {
    try (InputStream in = owner.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines of a file, without blank lines and comments, which start with {@code #}. */
  public static List<String> lines(Class<?> owner, String file) {
    return read(owner, file)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
