package dev.rebound.embedded;

import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the database: made at the first start, and checked at every other. */
record PostgresCluster(DataFolder folder, PostgresBinaries binaries) {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
  private static final Duration INITDB = Duration.ofMinutes(5);

  /** Makes the cluster, unless it is there, and gives its login. */
  ClusterLogin prepare() {
    Path cluster = folder.cluster();
    try {
      if (Files.exists(cluster)) {
        requireVersion(cluster);
        // A Kubernetes volume with fsGroup comes open to its group, which the server would refuse.
        Files.setPosixFilePermissions(cluster, DataFolder.PRIVATE);
        return existingLogin();
      }
      ClusterLogin login = ClusterLogin.read(folder).orElseGet(() -> ClusterLogin.make(folder));
      make(login);
      return login;
    } catch (IOException e) {
      throw SetupException.of("cannot prepare the database in " + cluster, e);
    }
  }

  private void make(ClusterLogin login) throws IOException {
    LOG.info("making a database in {}", folder.cluster());
    // A killed start leaves its initdb running, and writing: a name of its own for each.
    Path temporary = folder.temporary();
    Program initdb =
        binaries.run(
            "initdb",
            INITDB,
            "--pgdata=" + temporary,
            "--username=" + ClusterLogin.USER,
            "--pwfile=" + login.file(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            // Unicode without the system's locales, which differ from one system to the next.
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions");
    if (!initdb.succeeded()) {
      throw new SetupException(
          "cannot make a database in %s: %s; remove the cause or set REBOUND_DATABASE_URL"
              .formatted(folder.root(), LogTail.lastWords(initdb.said())));
    }
    folder.keep(temporary, folder.cluster());
  }

  private void requireVersion(Path cluster) throws IOException {
    String made = Files.readString(cluster.resolve("PG_VERSION")).strip();
    String carried = Integer.toString(binaries.majorVersion());
    if (!made.equals(carried)) {
      throw new SetupException(
          ("the database in %s was made by PostgreSQL %s, this build carries %s: run the build it"
                  + " was made with, or serve it by a PostgreSQL %s and set REBOUND_DATABASE_URL")
              .formatted(cluster, made, carried, made));
    }
  }

  private ClusterLogin existingLogin() {
    return ClusterLogin.read(folder)
        .orElseThrow(
            () ->
                new SetupException(
                    "the database in %s has lost its password: restore the file %s"
                        .formatted(folder.cluster(), folder.password())));
  }
}
