package dev.rebound.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one run writes into a page that people write: the text between two marks. The rest of the
 * page, and what other runs wrote, stays.
 *
 * @param begin the line before the text, with its line break; no other section's may hold it
 */
record PageSection(Path page, String begin) {
  private static final Path PAGE = Path.of("docs/benchmarks.md");
  private static final String END = "<!-- to here -->\n";

  static final PageSection SERVICE =
      new PageSection(PAGE, "<!-- written by mvn -Pbenchmark verify -->\n");
  static final PageSection PEER =
      new PageSection(PAGE, "<!-- beside a plain service: written by mvn -Pbenchmark verify -->\n");
  static final PageSection PEER_WITH_MORE_LOOPS =
      new PageSection(PAGE, "<!-- more event loops: written by mvn -Pbenchmark verify -->\n");
  static final PageSection PURE_PARTS =
      new PageSection(PAGE, "<!-- the pure parts: written by mvn -Pbenchmark verify -->\n");

  /** Puts the text where the one of the run before was. */
  void write(String text) throws IOException {
    String old = Files.readString(page);
    int start = old.indexOf(begin) + begin.length();
    int end = old.indexOf(END, start);
    if (!old.contains(begin) || end < 0) {
      throw new IllegalStateException(page + " has no place for " + begin.strip());
    }
    Files.writeString(page, old.substring(0, start) + text + old.substring(end));
  }
}
