package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.embedded.EmbeddedDatabase;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Migrations;
import dev.rebound.migrate.SetupException;
import dev.rebound.store.DatabaseServers;
import dev.rebound.store.StoreOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The migrated database of the settings. It is not migrated if only a PgBouncer is known. The
 * embedded database runs until {@link #close}.
 */
final class Database implements AutoCloseable {
  private static final String DIRECT_URL = "REBOUND_DATABASE_DIRECT_URL";
  private static final String READ_URL = "REBOUND_DATABASE_READ_URL";

  private final DatabaseUrl url;
  private final DatabaseUrl directUrl;
  private final Optional<EmbeddedDatabase> embedded;

  private Database(DatabaseUrl url, DatabaseUrl directUrl, Optional<EmbeddedDatabase> embedded) {
    this.url = url;
    this.directUrl = directUrl;
    this.embedded = embedded;
  }

  /** Opens the database for the service, which owns the embedded database. */
  static Database openForService(Settings settings) {
    return open(settings, EmbeddedDatabase::start);
  }

  /** Opens the database for a command, which may share the embedded database with a service. */
  static Database openForCommand(Settings settings) {
    return open(settings, EmbeddedDatabase::startOrShare);
  }

  private static Database open(Settings settings, Function<Path, EmbeddedDatabase> start) {
    if (!settings.databaseUrl().isEmpty()) {
      return connect(settings);
    }
    if (!settings.databaseReadUrl().isEmpty()) {
      throw new SetupException(READ_URL + " needs REBOUND_DATABASE_URL");
    }
    return migrate(start.apply(settings.dataDir()));
  }

  private static Database connect(Settings settings) {
    DatabaseUrl url = DatabaseUrl.parse(settings.databaseUrl());
    DatabaseUrl direct = settings.databaseDirectUrl().isEmpty() ? url : parseDirect(settings);
    // Flyway locks a session. PgBouncer would lend that session, still locked, to another client.
    if (!direct.pgbouncer()) {
      Migrations.migrate(direct);
    }
    return new Database(url, direct, Optional.empty());
  }

  private static DatabaseUrl parseDirect(Settings settings) {
    DatabaseUrl url = DatabaseUrl.parse(DIRECT_URL, settings.databaseDirectUrl());
    if (url.pgbouncer()) {
      throw new SetupException(DIRECT_URL + " must be the URL of PostgreSQL, not of a PgBouncer");
    }
    return url;
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
    if (directUrl.pgbouncer()) {
      throw new SetupException(
          "this needs a direct connection to PostgreSQL, without PgBouncer: set %s"
              .formatted(DIRECT_URL));
    }
    return directUrl;
  }

  /** Returns the store's URL without its password, for messages. */
  String name() {
    return url.toString();
  }

  /** Returns whether the store connects through a PgBouncer. */
  boolean isPooled() {
    return url.pgbouncer();
  }

  /** Returns the store's servers and connections. */
  StoreOptions storeOptions(Settings settings) {
    Optional<DatabaseServers> replicas =
        Optional.of(settings.databaseReadUrl())
            .filter(text -> !text.isEmpty())
            .map(text -> servers(DatabaseUrl.parse(READ_URL, text)));
    return new StoreOptions(servers(url), replicas, settings.databaseConnections());
  }

  private static DatabaseServers servers(DatabaseUrl url) {
    List<String> urls = url.each().stream().map(DatabaseUrl::text).toList();
    return new DatabaseServers(urls, url.sslRootCert(), url.pgbouncer());
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedDatabase::close);
  }
}
