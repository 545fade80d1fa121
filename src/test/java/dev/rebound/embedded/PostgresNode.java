package dev.rebound.embedded;

import dev.rebound.migrate.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A PostgreSQL of a test that replicates, made with the embedded binaries: a primary, standbys of
 * it, and what may befall them. Listens on 127.0.0.1 at one port for as long as it lives, and
 * trusts who comes.
 */
public final class PostgresNode implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String USER = "rebound";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=" + HOST,
          "unix_socket_directories=''",
          "shared_buffers=64MB",
          "max_connections=100",
          "synchronous_commit=on",
          // So much a standby may be behind, or be gone for, without another copy.
          "wal_keep_size=512MB",
          "wal_receiver_timeout=2s",
          "wal_retrieve_retry_interval=200ms");
  // What a copy makes anew.
  private static final Set<String> NOT_COPIED =
      Set.of("postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot", "standby.signal");

  private final PostgresCluster binaries;
  private final DataFolder folder;
  private final int port;

  private PostgresNode(PostgresCluster binaries, DataFolder folder) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = freePort();
  }

  /**
   * A new primary.
   *
   * @param options of initdb
   */
  public static PostgresNode primary(Path path, String... options) {
    DataFolder folder = DataFolder.open(path);
    PostgresArchive archive = PostgresArchive.find(PostgresNode.class.getClassLoader());
    PostgresNode node = new PostgresNode(PostgresCluster.install(archive, folder), folder);
    Stream<String> words =
        Stream.of(
            "--pgdata=" + folder.cluster(),
            "--username=" + USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions");
    node.run("initdb", Stream.concat(words, Stream.of(options)).toArray(String[]::new));
    node.start();
    node.execute("CREATE DATABASE rebound");
    return node;
  }

  /** A new standby of this one. */
  public PostgresNode standby(Path path) {
    DataFolder theirs = DataFolder.open(path);
    PostgresNode standby =
        new PostgresNode(new PostgresCluster(theirs, binaries.home(), binaries.prefix()), theirs);
    standby.copy(this);
    return standby;
  }

  /** Throws away what this one has, and makes it a standby of another. It must not run. */
  public void copy(PostgresNode primary) {
    copyCluster(primary);
    follow(primary);
  }

  /** Keeps all WAL in a folder from now on; restarts this one. */
  public void archiveTo(Path archive) {
    execute("ALTER SYSTEM SET archive_mode = on");
    execute("ALTER SYSTEM SET archive_command = 'cp \"%%p\" \"%s/%%f\"'".formatted(archive));
    stop();
    start();
  }

  /** Returns when the archive has all WAL that was written so far. */
  public void awaitArchived() {
    String last = ask("SELECT pg_walfile_name(pg_switch_wal())");
    await("SELECT last_archived_wal >= '%s' FROM pg_stat_archiver".formatted(last));
  }

  /** Returns a base backup of this one, which does not run yet. */
  public PostgresNode backup(Path path) {
    DataFolder theirs = DataFolder.open(path);
    PostgresNode backup =
        new PostgresNode(new PostgresCluster(theirs, binaries.home(), binaries.prefix()), theirs);
    backup.copyCluster(this);
    return backup;
  }

  /** Starts a base backup as a primary with all that was committed up to a moment. */
  public void recover(Path archive, String moment) {
    configure(
        """
        restore_command = 'cp "%s/%%f" "%%p"'
        recovery_target_time = '%s'
        recovery_target_action = 'promote'
        """
            .formatted(archive, moment),
        "recovery.signal");
    start();
    await("SELECT NOT pg_is_in_recovery()");
  }

  private void copyCluster(PostgresNode primary) {
    try (Connection connection = primary.connect("postgres");
        Statement statement = connection.createStatement()) {
      delete(folder.cluster());
      statement.execute("SELECT pg_backup_start('copy', true)");
      copyFiles(primary.folder.cluster(), folder.cluster());
      try (ResultSet stop =
          statement.executeQuery(
              "SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)")) {
        stop.next();
        Files.writeString(folder.cluster().resolve("backup_label"), stop.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts this one, which must not run, as a standby of another, with what it has. */
  public void follow(PostgresNode primary) {
    configure(
        "primary_conninfo = 'host=%s port=%d user=%s'%n".formatted(HOST, primary.port, USER),
        "standby.signal");
    start();
  }

  private void configure(String settings, String signal) {
    try {
      Files.writeString(folder.cluster().resolve("postgresql.auto.conf"), settings);
      Files.writeString(folder.cluster().resolve(signal), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on a commit is answered when a standby has it; returns when one is in step. */
  public void awaitStandby() {
    execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
    execute("SELECT pg_reload_conf()");
    await("SELECT count(*) > 0 FROM pg_stat_replication WHERE sync_state = 'sync'");
  }

  /** Returns when a statement answers true. */
  public void await(String sql) {
    Deadline deadline = Deadline.in(LIMIT);
    while (!ask(sql).equals("t")) {
      if (deadline.isOver()) {
        throw new IllegalStateException("waited in vain for " + sql);
      }
      deadline.pause();
    }
  }

  /** Makes the standby a primary, which waits for no standby of its own; returns when it is one. */
  public void promote() {
    execute("SELECT pg_promote(true, 60)");
  }

  /** Runs a statement. */
  public void execute(String sql) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one value of the one row. */
  public String ask(String sql) {
    try (Connection connection = connect("rebound");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends all its processes at once, as a power cut would. */
  public void kill() {
    ProcessHandle server = postmaster();
    List<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Deadline deadline = Deadline.in(LIMIT);
    // Until the system has put them away, the next server takes them for one that runs.
    while ((isListening() || all.stream().anyMatch(ProcessHandle::isAlive)) && !deadline.isOver()) {
      deadline.pause();
    }
  }

  private ProcessHandle postmaster() {
    long pid = Postmaster.read(folder.cluster()).orElseThrow().pid();
    return ProcessHandle.of(pid).orElseThrow();
  }

  private boolean isListening() {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }

  /** As its operator does: connections are ended, and standbys have all that it has. */
  public void stop() {
    pgCtl("stop", "--mode=fast");
  }

  /** Starts it as what it was. */
  public void start() {
    String options = "-p " + port + " -c " + String.join(" -c ", SETTINGS);
    pgCtl("start", "--log=" + folder.log("server"), "--options=" + options);
  }

  /** {@code host:port}, for a URL of several hosts. */
  public String address() {
    return HOST + ":" + port;
  }

  /** The database of these nodes, on the one of them that takes writes. */
  public static String url(PostgresNode... nodes) {
    List<String> hosts = Stream.of(nodes).map(PostgresNode::address).toList();
    return "postgresql://%s@%s/rebound?sslmode=disable".formatted(USER, String.join(",", hosts));
  }

  /** Returns whether the server runs, or starts. */
  public boolean isRunning() {
    return Postmaster.read(folder.cluster()).filter(Postmaster::isRunning).isPresent();
  }

  @Override
  public void close() {
    if (isRunning()) {
      pgCtl("stop", "--mode=immediate");
    }
  }

  private void pgCtl(String command, String... arguments) {
    Stream<String> words =
        Stream.of(
            command, "--pgdata=" + folder.cluster(), "--wait", "--timeout=" + LIMIT.toSeconds());
    run("pg_ctl", Stream.concat(words, Stream.of(arguments)).toArray(String[]::new));
  }

  private void run(String program, String... arguments) {
    Program ran = binaries.run(program, LIMIT.plusSeconds(10), arguments);
    if (!ran.succeeded()) {
      throw new IllegalStateException(
          program + ": " + ran.text() + " " + Program.lastError(folder.log("server")));
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s/%s?user=%s&sslmode=disable".formatted(address(), database, USER));
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(folder));
            Files.createDirectory(copy);
            Files.setPosixFilePermissions(copy, DataFolder.PRIVATE);
            return NOT_COPIED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!NOT_COPIED.contains(file.getFileName().toString())) {
              copyUnlessGone(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  // A running server deletes files; the log that the copy is brought up with knows of it.
  private static void copyUnlessGone(Path file, Path copy) throws IOException {
    try {
      Files.copy(file, copy);
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(copy);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
