package dev.rebound.migrate;

import java.sql.SQLException;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.ValidateOutput;

/** Explains why a migration failed, in one line. */
final class MigrationFailure {
  private static final CoreErrorCode NOT_YET_APPLIED =
      CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED;
  private static final String NO_PRIVILEGE = "42501";

  private MigrationFailure() {}

  static SetupException explain(DatabaseUrl url, Flyway flyway, FlywayException e) {
    String database = "database \"" + url.database() + "\"";
    if (e instanceof FlywayValidateException) {
      return new SetupException(
          "the schema of %s does not match this build: %s; run the build that created it, or restore a backup"
              .formatted(database, mismatches(flyway)),
          e);
    }
    if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return new SetupException(
          database + " holds tables that are not Rebound's: use another database", e);
    }
    return ConnectFailure.causes(e)
        .filter(SQLException.class::isInstance)
        .findFirst()
        .map(cause -> explainStatement(url, e, (SQLException) cause))
        .orElseGet(() -> new SetupException(failed(url, firstLine(e.getMessage())), e));
  }

  private static String mismatches(Flyway flyway) {
    return flyway.validateWithResult().invalidMigrations.stream()
        .filter(migration -> migration.errorDetails.errorCode != NOT_YET_APPLIED)
        .map(MigrationFailure::mismatch)
        .collect(Collectors.joining(", "));
  }

  private static String mismatch(ValidateOutput migration) {
    String name = "migration " + migration.version;
    if (!(migration.errorDetails.errorCode instanceof CoreErrorCode code)) {
      return name + " is not valid";
    }
    return switch (code) {
      case CHECKSUM_MISMATCH, DESCRIPTION_MISMATCH, TYPE_MISMATCH ->
          name + " was changed after it was applied";
      case FAILED_VERSIONED_MIGRATION, FAILED_REPEATABLE_MIGRATION -> name + " failed midway";
      case APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED, APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED ->
          name + " is unknown to this build";
      default -> name + ": " + firstLine(migration.errorDetails.errorMessage);
    };
  }

  private static SetupException explainStatement(
      DatabaseUrl url, FlywayException e, SQLException cause) {
    if (ConnectFailure.isUnreachable(cause)) {
      return ConnectFailure.explain(url, cause);
    }
    String advice =
        NO_PRIVILEGE.equals(cause.getSQLState())
            ? "; user \"%s\" must own the database, or be granted CREATE on it and its schema"
                .formatted(url.user())
            : "";
    return new SetupException(
        failed(
            url,
            "%s: %s (SQLSTATE %s)%s"
                .formatted(
                    firstLine(e.getMessage()),
                    ConnectFailure.message(cause),
                    cause.getSQLState(),
                    advice)),
        e);
  }

  private static String failed(DatabaseUrl url, String reason) {
    return "migrating database \"" + url.database() + "\" failed: " + reason;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").strip();
  }
}
