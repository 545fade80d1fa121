package dev.rebound.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the system, run to its end. */
final class Tool {
  private Tool() {}

  /**
   * Returns what it printed.
   *
   * @param debianPackage named when the program is missing
   */
  static String run(String debianPackage, List<String> command) {
    try {
      Path output = Files.createTempFile("rebound-tool", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running: " + command.get(0));
      }
      String text = Files.readString(output);
      Files.delete(output);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command.get(0) + " failed: " + text);
      }
      return text;
    } catch (IOException e) {
      throw new IllegalStateException(
          command.get(0) + " is needed (Debian: " + debianPackage + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
