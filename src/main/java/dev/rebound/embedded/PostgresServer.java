package dev.rebound.embedded;

import dev.rebound.migrate.Deadline;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the server of a cluster. Only the holder of the folder's lock may do so. */
record PostgresServer(PostgresCluster cluster, ClusterLogin login) {
  static final int ANY_PORT = 0;

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  // Durable, and closed to other machines. Messages and statements of errors, which may contain
  // addresses, are not logged. A weekday's log is overwritten after a week.
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=" + ClusterLogin.HOST,
          "unix_socket_directories=''",
          "fsync=on",
          "full_page_writes=on",
          "synchronous_commit=on",
          "max_connections=100",
          "shared_buffers=256MB",
          "timezone=UTC",
          "log_timezone=UTC",
          "logging_collector=on",
          "log_directory=../log",
          "log_filename=postgresql-%a.log",
          "log_rotation_age=1d",
          "log_rotation_size=0",
          "log_truncate_on_rotation=on",
          "log_min_messages=log",
          "log_min_error_statement=panic",
          "log_error_verbosity=terse");

  /**
   * Takes over the running server, or starts one.
   *
   * @param port {@link #ANY_PORT} for a free port
   * @throws SetupException if it does not start, or does not respond
   */
  Postmaster start(int port) {
    return Deadline.in(RETRY_TIMEOUT)
        .poll(() -> takeOver().or(() -> launch(port)), this::startFailure);
  }

  /** Stops the server, if it runs, and waits until it has written its data. */
  void stop() {
    if (findRunning().isEmpty()) {
      return;
    }
    Program stop = cluster.pgCtl(STOP_TIMEOUT, "stop", "--mode=fast");
    if (!stop.succeeded() && findRunning().isPresent()) {
      LOG.warn("the embedded PostgreSQL does not stop: {}", Program.lastError(stop.output()));
    }
  }

  private Optional<Postmaster> findRunning() {
    return Postmaster.findRunning(folder().cluster());
  }

  /** Waits for a running server, which may be recovering; empty if none runs. */
  private Optional<Postmaster> takeOver() {
    Optional<Postmaster> found = findRunning();
    Deadline deadline = Deadline.in(START_TIMEOUT);
    while (found.filter(Postmaster::isRunning).isPresent()) {
      if (login.canConnect(found.get().port())) {
        LOG.info("taking over the running PostgreSQL of a previous process");
        return found;
      }
      if (deadline.isOver()) {
        throw new SetupException(
            "the PostgreSQL of %s (process %d) does not respond: stop it and start again"
                .formatted(folder().cluster(), found.get().pid()));
      }
      deadline.pause();
    }
    return Optional.empty();
  }

  /** Starts a server; empty if it fails for a temporary reason. */
  private Optional<Postmaster> launch(int wanted) {
    deleteStaleFiles();
    int port = wanted == ANY_PORT ? freePort() : wanted;
    Program start =
        cluster.pgCtl(START_TIMEOUT, "start", "--log=" + startLog(), "--options=" + options(port));
    if (start.succeeded()) {
      folder().deleteOtherBinaries(cluster.home());
      return findRunning();
    }
    if (findRunning().isPresent() || hasChildrenOfOldServer() || !isFree(port)) {
      return Optional.empty();
    }
    throw startFailure();
  }

  private static String options(int port) {
    return SETTINGS.stream()
        .map(setting -> " -c " + setting)
        .collect(Collectors.joining("", "-p " + port, ""));
  }

  // A pid file with another process's id, or an incomplete one, would keep the server from
  // starting.
  // Other pid files stay: the server finds the shared memory of an old server by them.
  private void deleteStaleFiles() {
    Path pidFile = Postmaster.file(folder().cluster());
    boolean isStale =
        Postmaster.read(folder().cluster())
            .map(Postmaster::isOtherProcess)
            .orElseGet(() -> Files.exists(pidFile));
    try {
      if (isStale) {
        Files.deleteIfExists(pidFile);
      }
      Files.deleteIfExists(startLog());
    } catch (IOException e) {
      throw SetupException.of("cannot start PostgreSQL in " + folder().root(), e);
    }
  }

  // The child processes of a killed server run for a moment longer and keep a new server out.
  private boolean hasChildrenOfOldServer() {
    String log = Program.readTail(startLog());
    return log.contains("lock file") || log.contains("pre-existing shared memory block");
  }

  private static int freePort() {
    try (ServerSocket socket = listen(ANY_PORT)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw SetupException.of("no port is free for PostgreSQL", e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = listen(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByName(ClusterLogin.HOST));
  }

  private SetupException startFailure() {
    // After this line the server writes to its own log. Before it, that log is an older server's.
    boolean hasOwnLog = Program.readTail(startLog()).contains("logging collector");
    Path log = hasOwnLog ? folder().newestLog() : startLog();
    return new SetupException(
        "the embedded PostgreSQL does not start: %s (more in %s)"
            .formatted(Program.lastError(log), folder().logs()));
  }

  /** Returns the log of the server's first messages. */
  private Path startLog() {
    return folder().log("server");
  }

  private DataFolder folder() {
    return cluster.folder();
  }
}
