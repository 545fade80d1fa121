package dev.rebound.embedded;

import dev.rebound.migrate.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The server of {@link EmbeddedDatabase} without its durability: no statement waits for the disk,
 * and a crash loses the data. Tests whose subject is not durability run several times faster on it.
 */
public final class TestPostgres implements AutoCloseable {
  // Unpacking takes seconds; the runs of one build directory share the programs.
  private static final Path PROGRAMS = Path.of("target", "postgres");
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=" + ClusterLogin.HOST,
          "unix_socket_directories=''",
          "fsync=off",
          "full_page_writes=off",
          "max_connections=200",
          "shared_buffers=256MB",
          "max_wal_size=4GB",
          "timezone=UTC");

  private final PostgresCluster cluster;
  private final ClusterLogin login;
  private final int port = freePort();

  private TestPostgres(PostgresCluster cluster) {
    this.cluster = cluster;
    this.login = cluster.prepare();
  }

  /** Makes a cluster in this folder and starts its server on a free port. */
  public static TestPostgres start(Path path) {
    DataFolder folder = DataFolder.open(path);
    TestPostgres postgres = new TestPostgres(cluster(folder));
    postgres.pgCtl(
        "start",
        "--log=" + folder.log("server"),
        "--options=-p " + postgres.port + " -c " + String.join(" -c ", SETTINGS));
    postgres.login.createDatabase(postgres.port);
    return postgres;
  }

  /** Links the shared programs into a data folder, so that its first start does not unpack them. */
  public static void linkPrograms(Path path) {
    Path home = programs().home().toAbsolutePath();
    try {
      Files.createSymbolicLink(DataFolder.open(path).root().resolve(home.getFileName()), home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PostgresCluster cluster(DataFolder folder) {
    PostgresCluster shared = programs();
    return new PostgresCluster(folder, shared.home(), shared.prefix());
  }

  private static PostgresCluster programs() {
    PostgresArchive archive = PostgresArchive.find(TestPostgres.class.getClassLoader());
    try (DataFolderLock lock = DataFolderLock.acquire(DataFolder.open(PROGRAMS), LIMIT)) {
      return PostgresCluster.install(archive, lock.folder());
    }
  }

  public DatabaseUrl url() {
    return login.url(port);
  }

  @Override
  public void close() {
    pgCtl("stop", "--mode=immediate");
  }

  private void pgCtl(String command, String... arguments) {
    Program program = cluster.pgCtl(LIMIT, command, arguments);
    if (!program.succeeded()) {
      throw new IllegalStateException("pg_ctl " + command + ": " + program.text());
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ClusterLogin.HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
