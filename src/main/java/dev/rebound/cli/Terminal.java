package dev.rebound.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Whether somebody watches. */
final class Terminal {
  private static final Path STANDARD_ERROR = Path.of("/dev/fd/2");

  private Terminal() {}

  // Java's own Console is bound to standard input, from which an import may read.
  static boolean isStandardError() {
    try {
      String target = STANDARD_ERROR.toRealPath().toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return System.console() != null;
    }
  }
}
