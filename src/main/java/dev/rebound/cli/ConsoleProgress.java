package dev.rebound.cli;

import java.io.IOException;
import java.nio.file.Path;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress bars on standard error, with rate and remaining time. */
final class ConsoleProgress {
  private static final Path STANDARD_ERROR = Path.of("/dev/fd/2");
  // The library allocates as many characters for each line.
  private static final int HIDDEN_WIDTH = 80;

  private ConsoleProgress() {}

  /**
   * Starts a bar, which is visible if standard error is a terminal.
   *
   * @param max in single steps; -1 if it is unknown
   * @param unit the name of a unit, with a leading blank
   * @param unitSize steps in a unit
   */
  static ProgressBar start(String task, long max, String unit, int unitSize) {
    return isTerminal()
        ? builder(task, max).setUnit(unit, unitSize).showSpeed().build()
        : startHidden(task, max);
  }

  /** Starts a bar that is never visible. */
  static ProgressBar startHidden(String task, long max) {
    return builder(task, max)
        .setConsumer(new DelegatingProgressBarConsumer(line -> {}, HIDDEN_WIDTH))
        .build();
  }

  private static ProgressBarBuilder builder(String task, long max) {
    return new ProgressBarBuilder().setTaskName(task).setInitialMax(max);
  }

  // Java's own Console depends on standard input, which may be the input of an import.
  private static boolean isTerminal() {
    try {
      String target = STANDARD_ERROR.toRealPath().toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return System.console() != null;
    }
  }
}
