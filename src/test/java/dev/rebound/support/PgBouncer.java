package dev.rebound.support;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.rebound.migrate.DatabaseHost;
import dev.rebound.migrate.DatabaseUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Debian's PgBouncer on the loopback, in front of a PostgreSQL whose databases it all serves, with
 * {@code pool_mode=transaction} and settings that are its own defaults otherwise.
 */
public final class PgBouncer implements AutoCloseable {
  private static final String VARIABLE = "REBOUND_TEST_PGBOUNCER";
  private static final String PROGRAM = "/usr/sbin/pgbouncer";
  private static final String LISTENS = "process up";

  private final DatabaseUrl server;
  private final int port;
  private final Path folder;
  private Process process;

  private PgBouncer(DatabaseUrl server, int port, Path folder) {
    this.server = server;
    this.port = port;
    this.folder = folder;
  }

  /**
   * Skips the test where the program is missing, unless REBOUND_TEST_PGBOUNCER is {@code required}.
   *
   * @param url any database of the server
   * @param sessions of PostgreSQL's for each database, at most
   */
  public static PgBouncer start(String url, int sessions) {
    if (!Files.isExecutable(Path.of(PROGRAM))) {
      if ("required".equals(System.getenv(VARIABLE))) {
        throw new IllegalStateException(PROGRAM + " is missing");
      }
      abort(PROGRAM + " is missing");
    }
    try {
      DatabaseUrl server = DatabaseUrl.parse(url);
      PgBouncer bouncer =
          new PgBouncer(server, freePort(), Files.createTempDirectory("rebound-pgbouncer"));
      bouncer.configure(sessions);
      bouncer.start();
      return bouncer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void configure(int sessions) throws IOException {
    Files.writeString(
        folder.resolve("users.txt"), "\"%s\" \"%s\"\n".formatted(server.user(), server.password()));
    Files.writeString(
        folder.resolve("pgbouncer.ini"),
        """
        [databases]
        * = host=%s port=%d
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = %s
        admin_users = %s
        pool_mode = transaction
        default_pool_size = %d
        max_client_conn = 1000
        log_connections = 0
        log_disconnections = 0
        """
            .formatted(
                server.hosts().get(0).name(),
                server.hosts().get(0).port(),
                port,
                folder.resolve("users.txt"),
                server.user(),
                sessions));
  }

  /** Starts it, and waits until it listens. */
  public void start() {
    // It refuses to run as root. In a user namespace of its own, root is nobody.
    Stream<String> prefix =
        "root".equals(System.getProperty("user.name"))
            ? Stream.of("unshare", "-U")
            : Stream.empty();
    List<String> command =
        Stream.concat(prefix, Stream.of(PROGRAM, folder.resolve("pgbouncer.ini").toString()))
            .toList();
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      BufferedReader output = process.inputReader();
      String line = output.readLine();
      while (line != null && !line.contains(LISTENS)) {
        line = output.readLine();
      }
      if (line == null) {
        throw new IllegalStateException("PgBouncer ended with " + process.waitFor());
      }
      Thread reader = new Thread(() -> drain(process));
      reader.setDaemon(true);
      reader.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void drain(Process process) {
    try {
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The end of the process.
    }
  }

  /** The same database as the service is to reach it. */
  public String url(String databaseUrl) {
    DatabaseUrl direct = DatabaseUrl.parse(databaseUrl);
    return new DatabaseUrl(
            List.of(new DatabaseHost("127.0.0.1", port)),
            direct.database(),
            direct.user(),
            direct.password(),
            direct.sslMode(),
            Optional.empty(),
            Optional.empty(),
            true,
            false)
        .text();
  }

  /** Its process, to make it stand still. */
  public long pid() {
    return process.pid();
  }

  /** Ends it, and all connections with it. */
  public void stop() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    stop();
    TestDatabase.delete(folder);
  }
}
