package dev.rebound.embedded;

import dev.rebound.migrate.SetupException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program run to its end. What it says goes to a file, never through a pipe: a server that it
 * leaves behind would hold the pipe open, and whoever reads it would wait for the server.
 *
 * @param said the file
 */
record Program(int exit, Path said) {
  // PGHOST, PGOPTIONS and the like would change what the programs do; the rest may hold secrets
  // that are no business of a server's.
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");

  static Program run(Path folder, Path said, Duration limit, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(ENVIRONMENT);
    environment.put("LC_ALL", "C");
    try {
      return new Program(exit(builder.start(), limit), said);
    } catch (IOException e) {
      throw SetupException.of("cannot run " + command.get(0), e);
    }
  }

  boolean succeeded() {
    return exit == 0;
  }

  String text() {
    try {
      return new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw SetupException.of("cannot read " + said, e);
    }
  }

  private static int exit(Process process, Duration limit) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      String program = process.info().command().orElse("a program");
      throw new SetupException(program + " did not end within " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a program", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
