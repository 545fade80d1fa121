package dev.rebound.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The server process of a cluster, as {@code postmaster.pid} tells: process, folder, start time and
 * port, one a line.
 */
record Postmaster(Path cluster, long pid, int port) {
  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;

  /** Empty when there is no such file, or it is not whole. */
  static Optional<Postmaster> read(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(file(cluster));
      if (lines.size() <= PORT_LINE) {
        return Optional.empty();
      }
      long pid = Long.parseLong(lines.get(PID_LINE).strip());
      int port = Integer.parseInt(lines.get(PORT_LINE).strip());
      return Optional.of(new Postmaster(cluster, pid, port));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  static Path file(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /**
   * Whether the process lives and is the server of this cluster, by its program and arguments: the
   * number may have gone to another process since, and a dead one keeps its number until its parent
   * takes note, which in a container may be never.
   */
  boolean isRunning() {
    return isPostgres()
        && ProcessHandle.of(pid)
            .flatMap(process -> process.info().arguments())
            .filter(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
            .isPresent();
  }

  /**
   * Whether the server would take the process for a living one of its own, which it is not: then it
   * refuses to start for as long as that process lives.
   */
  boolean isMistakable() {
    return ProcessHandle.of(pid).isPresent() && !isPostgres();
  }

  private boolean isPostgres() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .filter(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
        .isPresent();
  }
}
