package dev.rebound.migrate;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Migrates a database's schema to this build's version. */
public final class Migrations {
  private static final int MIN_SERVER_VERSION = 15;

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final String FOLDER = "db/migration";
  private static final Pattern NAME = Pattern.compile("V(\\d+)__.+\\.sql");
  private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(30);
  private static final int LOCK_TIMEOUT_SECONDS = 600;

  private Migrations() {}

  /**
   * Applies missing migrations. Of several concurrent calls, one applies them and the others wait.
   * A newer schema stays as it is, so that an older build can run beside a newer one.
   *
   * @throws SetupException if the database is unusable, its schema does not match this build, or a
   *     migration fails
   */
  public static void migrate(DatabaseUrl url) {
    migrate(url, "classpath:" + FOLDER);
  }

  /**
   * Checks that all migrations of this build are applied, for a database that is not migrated.
   *
   * @param applied the applied versions, which may include those of a newer build
   * @throws SetupException if one is missing
   */
  public static void requireApplied(Set<Integer> applied) {
    String missing =
        packedVersions().stream()
            .filter(version -> !applied.contains(version))
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new SetupException(
          ("the database lacks schema version %s, and cannot be migrated through a PgBouncer: set"
                  + " REBOUND_DATABASE_DIRECT_URL to the URL of its PostgreSQL")
              .formatted(missing));
    }
  }

  static void migrate(DatabaseUrl url, String location) {
    requireServer(url);
    Flyway flyway = flyway(url, location);
    try {
      report(flyway, flyway.migrate());
    } catch (FlywayException e) {
      throw MigrationFailure.explain(url, flyway, e);
    }
  }

  private static Flyway flyway(DatabaseUrl url, String location) {
    FluentConfiguration configuration =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(url.dataSource())
            .loggers("slf4j")
            .locations(location)
            .failOnMissingLocations(true)
            .validateMigrationNaming(true)
            .placeholderReplacement(false)
            .ignoreMigrationPatterns("*:future")
            .lockRetryCount(LOCK_TIMEOUT_SECONDS);
    // A session lock: CREATE INDEX CONCURRENTLY waits for all open transactions, and would wait
    // forever for the transaction of a transactional lock.
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration.load();
  }

  private static void report(Flyway flyway, MigrateResult result) {
    if (result.migrationsExecuted > 0) {
      String from = Optional.ofNullable(result.initialSchemaVersion).orElse("none");
      LOG.info("schema migrated from version {} to {}", from, result.targetSchemaVersion);
      return;
    }
    MigrationInfo current = flyway.info().current();
    if (current != null && current.getState() == MigrationState.FUTURE_SUCCESS) {
      LOG.info("schema version {} is newer than this build", current.getVersion());
    } else {
      LOG.debug("schema is current");
    }
  }

  private static void requireServer(DatabaseUrl url) {
    Deadline deadline = Deadline.in(STARTUP_TIMEOUT);
    while (true) {
      try (Connection connection = url.dataSource().getConnection()) {
        DatabaseMetaData server = connection.getMetaData();
        requireVersion(server.getDatabaseMajorVersion(), server.getDatabaseProductVersion());
        requireUtf8(url, connection);
        return;
      } catch (SQLException e) {
        if (!ConnectFailure.CANNOT_CONNECT_NOW.equals(e.getSQLState()) || deadline.isOver()) {
          throw ConnectFailure.explain(url, e);
        }
      }
      deadline.pause();
    }
  }

  /**
   * @param version the server's version text: {@code 14.3 (Debian 14.3-1.pgdg110+1)}
   */
  static void requireVersion(int major, String version) {
    if (major < MIN_SERVER_VERSION) {
      throw new SetupException(
          "PostgreSQL %d or newer is required, this is %s"
              .formatted(MIN_SERVER_VERSION, version.replaceFirst("\\s.*", "")));
    }
  }

  private static void requireUtf8(DatabaseUrl url, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW server_encoding")) {
      rows.next();
      requireUtf8(url, rows.getString(1));
    }
  }

  /**
   * Checks the encoding of a database. Other encodings lack characters of addresses and reasons: a
   * write with such a character would fail.
   *
   * @throws SetupException if the encoding is not UTF8
   */
  public static void requireUtf8(DatabaseUrl url, String encoding) {
    if (!encoding.equals("UTF8")) {
      throw new SetupException(
          ("database \"%s\" has the encoding %s: create one with ENCODING 'UTF8' TEMPLATE"
                  + " template0, or correct REBOUND_DATABASE_URL")
              .formatted(url.database(), encoding));
    }
  }

  /** Returns the versions of this build in order. Flyway lists them only with a connection. */
  static SortedSet<Integer> packedVersions() {
    URL folder = Migrations.class.getClassLoader().getResource(FOLDER);
    if (folder == null) {
      throw new IllegalStateException("the build has no migrations");
    }
    try {
      return packedVersions(folder.toURI());
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot list the build's migrations", e);
    }
  }

  private static SortedSet<Integer> packedVersions(URI folder) throws IOException {
    if (folder.getScheme().equals("file")) {
      return packedVersions(Path.of(folder));
    }
    try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
      return packedVersions(jar.getPath("/" + FOLDER));
    }
  }

  private static SortedSet<Integer> packedVersions(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> NAME.matcher(file.getFileName().toString()).results())
          .map(name -> Integer.valueOf(name.group(1)))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
