package dev.rebound.embedded;

import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs and the files of the database. The first start creates the files, every other start
 * checks them.
 *
 * @param home the folder of the unpacked programs
 * @param prefix the start of each command, for a user who cannot run the programs directly
 */
record PostgresCluster(DataFolder folder, Path home, List<String> prefix) {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
  private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(5);
  private static final int ROOT = 0;
  private static final List<String> AS_NOBODY = List.of("unshare", "-U");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern VERSION = Pattern.compile("postgres \\(PostgreSQL\\) (\\d+)\\D.*");
  private static final Duration PG_CTL_GRACE = Duration.ofSeconds(10);

  /** Unpacks the programs, unless they are unpacked. */
  static PostgresCluster install(PostgresArchive archive, DataFolder folder) {
    List<String> prefix = findPrefix(folder);
    return new PostgresCluster(folder, archive.unpack(folder), prefix);
  }

  /** Creates the cluster, unless it exists, and returns its login. */
  ClusterLogin prepare() {
    Path cluster = folder.cluster();
    try {
      if (Files.exists(cluster)) {
        requireVersion(cluster);
        // A Kubernetes volume with fsGroup is open to its group, which the server rejects.
        Files.setPosixFilePermissions(cluster, DataFolder.PRIVATE);
        return existingLogin();
      }
      ClusterLogin login = ClusterLogin.read(folder).orElseGet(() -> ClusterLogin.create(folder));
      create(login);
      return login;
    } catch (IOException e) {
      throw SetupException.of("cannot prepare the database in " + cluster, e);
    }
  }

  private void create(ClusterLogin login) throws IOException {
    LOG.info("creating a database in {}", folder.cluster());
    // The initdb of a killed process may still be writing to another temporary folder.
    Path temporary = folder.createTemporary();
    Program initdb =
        run(
            "initdb",
            INITDB_TIMEOUT,
            "--pgdata=" + temporary,
            "--username=" + ClusterLogin.USER,
            "--pwfile=" + login.file(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            // Unicode without the system's locales, which differ between systems.
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions");
    if (!initdb.succeeded()) {
      throw new SetupException(
          "cannot create a database in %s: %s; remove the cause or set REBOUND_DATABASE_URL"
              .formatted(folder.root(), Program.lastError(initdb.output())));
    }
    folder.moveDurably(temporary, folder.cluster());
  }

  private void requireVersion(Path cluster) throws IOException {
    String existing = Files.readString(cluster.resolve("PG_VERSION")).strip();
    String included = Integer.toString(majorVersion());
    if (!existing.equals(included)) {
      throw new SetupException(
          ("the database in %s was created by PostgreSQL %s, this build includes %s: run the build"
                  + " that created it, or run PostgreSQL %s yourself and set REBOUND_DATABASE_URL")
              .formatted(cluster, existing, included, existing));
    }
  }

  private ClusterLogin existingLogin() {
    return ClusterLogin.read(folder)
        .orElseThrow(
            () ->
                new SetupException(
                    "the password of the database in %s is missing: restore the file %s"
                        .formatted(folder.cluster(), folder.password())));
  }

  Program run(String program, Duration timeout, String... arguments) {
    Path executable = home.resolve("bin").resolve(program);
    List<String> command =
        Stream.of(prefix.stream(), Stream.of(executable.toString()), Stream.of(arguments))
            .flatMap(words -> words)
            .toList();
    return Program.run(folder.root(), folder.log(program), timeout, command);
  }

  /** Runs pg_ctl, and waits until the server has started or stopped. */
  Program pgCtl(Duration timeout, String command, String... arguments) {
    Stream<String> words =
        Stream.of(
            command, "--pgdata=" + folder.cluster(), "--wait", "--timeout=" + timeout.toSeconds());
    return run(
        "pg_ctl",
        timeout.plus(PG_CTL_GRACE),
        Stream.concat(words, Stream.of(arguments)).toArray(String[]::new));
  }

  private int majorVersion() {
    Program program = run("postgres", TIMEOUT, "--version");
    Matcher version = VERSION.matcher(program.text());
    if (!version.matches()) {
      throw new SetupException(
          "the embedded PostgreSQL does not run on this system (%s): set REBOUND_DATABASE_URL"
              .formatted(program.text()));
    }
    return Integer.parseInt(version.group(1));
  }

  /**
   * PostgreSQL does not run as root. In its own user namespace, root is the user nobody, and still
   * owns root's files.
   */
  private static List<String> findPrefix(DataFolder folder) {
    if (folder.userId() != ROOT) {
      return List.of();
    }
    // initdb needs the user's name, which /etc/passwd may lack.
    List<String> command = Stream.concat(AS_NOBODY.stream(), Stream.of("id", "-un")).toList();
    if (succeeds(folder, command)) {
      return AS_NOBODY;
    }
    throw new SetupException(
        "PostgreSQL does not run as root: start Rebound as another user or set"
            + " REBOUND_DATABASE_URL");
  }

  private static boolean succeeds(DataFolder folder, List<String> command) {
    try {
      return Program.run(folder.root(), folder.log("unshare"), TIMEOUT, command).succeeded();
    } catch (SetupException e) {
      return false;
    }
  }
}
