package dev.rebound.embedded;

import dev.rebound.migrate.SetupException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A program that has ended.
 *
 * @param output the file with its output
 */
record Program(int exitCode, Path output) {
  // Variables such as PGHOST and PGOPTIONS would change the programs' behaviour; others may be
  // secret.
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");

  private static final int TAIL_BYTES = 8192;
  private static final Pattern ERROR = Pattern.compile(".*(FATAL|PANIC|error): +(.*)");

  /**
   * Runs a program to its end. The output is a file, not a pipe: a server that the program starts
   * keeps a pipe open.
   */
  static Program run(Path folder, Path output, Duration timeout, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(ENVIRONMENT);
    environment.put("LC_ALL", "C");
    try {
      return new Program(awaitExit(builder.start(), timeout), output);
    } catch (IOException e) {
      throw SetupException.of("cannot run " + command.get(0), e);
    }
  }

  boolean succeeded() {
    return exitCode == 0;
  }

  String text() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw SetupException.of("cannot read " + output, e);
    }
  }

  /** Returns the last error in a log, or without one the last line. */
  static String lastError(Path log) {
    List<String> lines = readTail(log).lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> ERROR.matcher(line).matches())
        .reduce((earlier, later) -> later)
        .map(line -> ERROR.matcher(line).replaceFirst("$2"))
        .orElse(lines.isEmpty() ? "no output" : lines.get(lines.size() - 1));
  }

  /** Returns the end of a log; empty if it is unreadable. */
  static String readTail(Path log) {
    try (FileChannel channel = FileChannel.open(log)) {
      ByteBuffer end = ByteBuffer.allocate(TAIL_BYTES);
      channel.read(end, Math.max(0, Files.size(log) - TAIL_BYTES));
      return new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static int awaitExit(Process process, Duration timeout) {
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      String program = process.info().command().orElse("a program");
      throw new SetupException(program + " did not end within " + timeout.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a program", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
