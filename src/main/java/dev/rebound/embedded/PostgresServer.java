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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of a cluster: started, found running, stopped. Only the lock's holder may do so. */
record PostgresServer(PostgresCluster cluster, ClusterLogin login) {
  static final int ANY_PORT = 0;

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration RECOVERY = Duration.ofMinutes(5);
  private static final Duration LEFTOVERS = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(10);
  // Durable, closed to other machines, and silent about what is in the tables: an error's message
  // or statement may hold an address. A day's log is overwritten a week later.
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
   * Takes over the server that outlived its owner, or starts one.
   *
   * @param port {@link #ANY_PORT} for a free one
   * @throws SetupException when it does not start, or does not answer
   */
  Postmaster start(int port) {
    Deadline deadline = Deadline.in(LEFTOVERS);
    while (true) {
      Optional<Postmaster> server = survivor().or(() -> launch(port));
      if (server.isPresent()) {
        return server.get();
      }
      if (deadline.isOver()) {
        throw failure();
      }
      deadline.pause();
    }
  }

  /** Stops the server, if it runs, and waits until it has written everything down. */
  void stop() {
    if (running().isEmpty()) {
      return;
    }
    Program stop = pgCtl(STOP, "stop", "--mode=fast", "--wait", "--timeout=" + STOP.toSeconds());
    if (!stop.succeeded() && running().isPresent()) {
      LOG.warn("the embedded PostgreSQL does not stop: {}", LogTail.lastWords(stop.said()));
    }
  }

  private Optional<Postmaster> running() {
    return Postmaster.read(folder().cluster()).filter(Postmaster::isRunning);
  }

  /** Empty when none runs; one that is still recovering is waited for. */
  private Optional<Postmaster> survivor() {
    Optional<Postmaster> found = running();
    Deadline deadline = Deadline.in(RECOVERY);
    while (found.filter(Postmaster::isRunning).isPresent()) {
      if (login.isAdmitted(found.get().port())) {
        LOG.info("taking over the PostgreSQL that outlived its owner");
        return found;
      }
      if (deadline.isOver()) {
        throw new SetupException(
            "the PostgreSQL of %s (process %d) does not answer: stop it and start again"
                .formatted(folder().cluster(), found.get().pid()));
      }
      deadline.pause();
    }
    return Optional.empty();
  }

  /** Empty when it did not start, for a reason that goes by itself. */
  private Optional<Postmaster> launch(int wanted) {
    clearTheWay();
    int port = wanted == ANY_PORT ? freePort() : wanted;
    Program start =
        pgCtl(
            RECOVERY,
            "start",
            "--log=" + said(),
            "--wait",
            "--timeout=" + RECOVERY.toSeconds(),
            "--options=" + options(port));
    if (start.succeeded()) {
      folder().removeOtherBinaries(cluster.binaries().home());
      return running();
    }
    if (running().isPresent() || isHeldByLeftovers() || !isFree(port)) {
      return Optional.empty();
    }
    throw failure();
  }

  private Program pgCtl(Duration limit, String command, String... arguments) {
    Stream<String> words = Stream.of(command, "--pgdata=" + folder().cluster());
    return cluster
        .binaries()
        .run(
            "pg_ctl",
            limit.plus(GRACE),
            Stream.concat(words, Stream.of(arguments)).toArray(String[]::new));
  }

  private static String options(int port) {
    return SETTINGS.stream()
        .map(setting -> " -c " + setting)
        .collect(Collectors.joining("", "-p " + port, ""));
  }

  private void clearTheWay() {
    Path file = Postmaster.file(folder().cluster());
    boolean misleading =
        Postmaster.read(folder().cluster())
            .map(Postmaster::isMistakable)
            // Cut short by a kill: the server would not touch it.
            .orElseGet(() -> Files.exists(file));
    try {
      // What is left of an old server would still be known by its shared memory.
      if (misleading) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(said());
    } catch (IOException e) {
      throw SetupException.of("cannot start PostgreSQL in " + folder().root(), e);
    }
  }

  /** Children of a killed server live on for a moment, and keep a new one out. */
  private boolean isHeldByLeftovers() {
    String words = LogTail.read(said());
    return words.contains("lock file") || words.contains("pre-existing shared memory block");
  }

  private static int freePort() {
    try (ServerSocket socket =
        new ServerSocket(ANY_PORT, 1, InetAddress.getByName(ClusterLogin.HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw SetupException.of("no port is free for PostgreSQL", e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket =
        new ServerSocket(port, 1, InetAddress.getByName(ClusterLogin.HOST))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private SetupException failure() {
    // From this line on the server talks to its own log; until then that log is of earlier servers.
    Path log = LogTail.read(said()).contains("logging collector") ? folder().newestLog() : said();
    return new SetupException(
        "the embedded PostgreSQL does not start: %s (more in %s)"
            .formatted(LogTail.lastWords(log), folder().logs()));
  }

  /** What the server says before its own log takes over. */
  private Path said() {
    return folder().log("server");
  }

  private DataFolder folder() {
    return cluster.folder();
  }
}
