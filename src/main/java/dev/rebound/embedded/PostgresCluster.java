package dev.rebound.embedded;

import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the database. The first start creates them, every other start checks them. */
record PostgresCluster(DataFolder folder, PostgresBinaries binaries) {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
  private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(5);

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
        binaries.run(
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
    String included = Integer.toString(binaries.majorVersion());
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
}
