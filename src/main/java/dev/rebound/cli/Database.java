package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.embedded.EmbeddedDatabase;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Migrations;
import dev.rebound.migrate.SetupException;
import dev.rebound.store.StoreOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The migrated database of the settings. It is not migrated if only a PgBouncer is known. The
 * embedded database runs until {@link #close}.
 */
record Database(DatabaseUrl url, DatabaseUrl direct, Optional<EmbeddedDatabase> embedded)
    implements AutoCloseable {
  private static final String DIRECT_URL = "REBOUND_DATABASE_DIRECT_URL";

  /**
   * Opens the database.
   *
   * @param start starts the embedded database of a data folder, or shares the running one
   */
  static Database open(Settings settings, Function<Path, EmbeddedDatabase> start) {
    return settings
        .databaseUrl()
        .map(url -> connect(url, settings.databaseDirectUrl()))
        .orElseGet(() -> migrate(start.apply(settings.dataDir())));
  }

  private static Database connect(DatabaseUrl url, Optional<DatabaseUrl> directUrl) {
    if (directUrl.filter(DatabaseUrl::pgbouncer).isPresent()) {
      throw new SetupException(DIRECT_URL + " must be the URL of PostgreSQL, not of a PgBouncer");
    }
    DatabaseUrl direct = directUrl.orElse(url);
    // Flyway locks a session. PgBouncer would lend that session, still locked, to another client.
    if (!direct.pgbouncer()) {
      Migrations.migrate(direct);
    }
    return new Database(url, direct, Optional.empty());
  }

  private static Database migrate(EmbeddedDatabase embedded) {
    try {
      Migrations.migrate(embedded.url());
      return new Database(embedded.url(), embedded.url(), Optional.of(embedded));
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  /**
   * Returns the URL of PostgreSQL itself, for work that needs its own session.
   *
   * @throws SetupException if only a PgBouncer is known
   */
  DatabaseUrl directUrl() {
    if (direct.pgbouncer()) {
      throw new SetupException(
          "this needs a direct connection to PostgreSQL, without PgBouncer: set " + DIRECT_URL);
    }
    return direct;
  }

  /** Returns the store's servers and connections. */
  StoreOptions storeOptions(Settings settings) {
    return new StoreOptions(
        servers(url),
        settings.databaseReadUrl().map(Database::servers),
        settings.databaseConnections(),
        settings.keptDeletionDays() > 0);
  }

  private static StoreOptions.Servers servers(DatabaseUrl url) {
    List<String> urls = url.each().stream().map(DatabaseUrl::text).toList();
    Optional<StoreOptions.ClientCertificate> client =
        url.sslClient()
            .map(files -> new StoreOptions.ClientCertificate(files.certificate(), files.key()));
    return new StoreOptions.Servers(urls, url.sslRootCert(), client, url.pgbouncer(), url.citus());
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedDatabase::close);
  }
}
