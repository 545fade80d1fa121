package dev.rebound.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The server process of a cluster, from {@code postmaster.pid}: its lines are process id, folder,
 * start time and port.
 */
record Postmaster(Path cluster, long pid, int port) {
  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;

  /** Reads the file; empty if it is missing or incomplete. */
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

  static Optional<Postmaster> findRunning(Path cluster) {
    return read(cluster).filter(Postmaster::isRunning);
  }

  static Path file(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /**
   * Returns whether the process runs, and by its program and arguments is the server of this
   * cluster. Another process may have got its id; and a dead process keeps its id until its parent
   * reaps it, which may never happen in a container.
   */
  boolean isRunning() {
    return isPostgres()
        && ProcessHandle.of(pid)
            .flatMap(process -> process.info().arguments())
            .filter(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
            .isPresent();
  }

  /**
   * Returns whether another process has the id. The server would take it for a running server, and
   * refuse to start.
   */
  boolean isOtherProcess() {
    return ProcessHandle.of(pid).isPresent() && !isPostgres();
  }

  private boolean isPostgres() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .filter(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
        .isPresent();
  }
}
