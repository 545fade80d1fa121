package dev.rebound.migrate;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database's schema to this build's version. */
public final class Migrations {
  private static final int OLDEST_SERVER = 15;

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final String PACKED = "classpath:" + PackedMigrations.FOLDER;
  private static final Duration STARTING_UP = Duration.ofSeconds(30);
  private static final int LOCK_WAIT_SECONDS = 600;

  private Migrations() {}

  /**
   * Applies what is missing. Several instances may do so at once: one works, the others wait. A
   * schema newer than this build is left as it is, so that an older build keeps working beside it.
   *
   * @throws SetupException when the database cannot be used, its schema does not fit this build, or
   *     a migration fails
   */
  public static void migrate(DatabaseUrl url) {
    migrate(url, PACKED);
  }

  /**
   * Where nothing may be applied: whether all of this build's migrations are there already.
   *
   * @param applied their versions; those of a newer build may be among them
   * @throws SetupException when one is missing
   */
  public static void requireApplied(Set<Integer> applied) {
    String missing =
        PackedMigrations.versions().stream()
            .filter(version -> !applied.contains(version))
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new SetupException(
          ("the database lacks schema version %s, and is not migrated through a PgBouncer: set"
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
            .loggers(FlywayLog.Creator.class.getName())
            .locations(location)
            .failOnMissingLocations(true)
            .validateMigrationNaming(true)
            .placeholderReplacement(false)
            .ignoreMigrationPatterns("*:future")
            .lockRetryCount(LOCK_WAIT_SECONDS);
    // A lock of the session, not of a transaction: CREATE INDEX CONCURRENTLY waits for every open
    // transaction, and would wait for the lock's own for ever.
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
      LOG.info("schema is of version {}, newer than this build", current.getVersion());
    } else {
      LOG.debug("schema is current");
    }
  }

  private static void requireServer(DatabaseUrl url) {
    Deadline deadline = Deadline.in(STARTING_UP);
    while (true) {
      try (Connection connection = url.dataSource().getConnection()) {
        DatabaseMetaData server = connection.getMetaData();
        requireVersion(server.getDatabaseMajorVersion(), server.getDatabaseProductVersion());
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
   * @param version as the server tells it: {@code 14.3 (Debian 14.3-1.pgdg110+1)}
   */
  static void requireVersion(int major, String version) {
    if (major < OLDEST_SERVER) {
      throw new SetupException(
          "PostgreSQL %d or newer is needed, this is %s"
              .formatted(OLDEST_SERVER, version.replaceFirst("\\s.*", "")));
    }
  }
}
