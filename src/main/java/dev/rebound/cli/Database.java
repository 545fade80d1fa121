package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.embedded.EmbeddedDatabase;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Migrations;
import dev.rebound.migrate.SetupException;
import dev.rebound.store.DatabaseServers;
import dev.rebound.store.StoreOptions;
import java.util.List;
import java.util.Optional;

/**
 * The database that the settings name, migrated where it can be reached past a pooler; the embedded
 * one runs until it is closed.
 */
final class Database implements AutoCloseable {
  private static final String DIRECT_URL = "REBOUND_DATABASE_DIRECT_URL";

  private final DatabaseUrl url;
  private final DatabaseUrl directUrl;
  private final EmbeddedDatabase embedded;

  private Database(DatabaseUrl url, DatabaseUrl directUrl, EmbeddedDatabase embedded) {
    this.url = url;
    this.directUrl = directUrl;
    this.embedded = embedded;
  }

  /** For the service, which keeps the embedded database to itself. */
  static Database own(Settings settings) {
    return isGiven(settings) ? given(settings) : migrated(EmbeddedDatabase.own(settings.dataDir()));
  }

  /** For a command, which works beside a running service. */
  static Database join(Settings settings) {
    return isGiven(settings)
        ? given(settings)
        : migrated(EmbeddedDatabase.join(settings.dataDir()));
  }

  private static boolean isGiven(Settings settings) {
    boolean isGiven = !settings.databaseUrl().isEmpty();
    if (!isGiven && !settings.databaseReadUrl().isEmpty()) {
      throw new SetupException("REBOUND_DATABASE_READ_URL needs REBOUND_DATABASE_URL");
    }
    return isGiven;
  }

  private static Database given(Settings settings) {
    DatabaseUrl url = DatabaseUrl.parse(settings.databaseUrl());
    DatabaseUrl direct = settings.databaseDirectUrl().isEmpty() ? url : direct(settings);
    // Flyway locks a session, which a pooler would leave locked for whoever is lent it next.
    if (!direct.pgbouncer()) {
      Migrations.migrate(direct);
    }
    return new Database(url, direct, null);
  }

  private static DatabaseUrl direct(Settings settings) {
    DatabaseUrl url = DatabaseUrl.parse(DIRECT_URL, settings.databaseDirectUrl());
    if (url.pgbouncer()) {
      throw new SetupException(DIRECT_URL + " must lead to PostgreSQL, past the PgBouncer");
    }
    return url;
  }

  private static Database migrated(EmbeddedDatabase embedded) {
    try {
      Migrations.migrate(embedded.url());
      return new Database(embedded.url(), embedded.url(), embedded);
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  /**
   * How that reaches it which needs a session of its own.
   *
   * @throws SetupException when only a pooler is known
   */
  DatabaseUrl directUrl() {
    if (directUrl.pgbouncer()) {
      throw new SetupException(
          "this needs PostgreSQL itself, which a PgBouncer stands before: set %s to its URL"
              .formatted(DIRECT_URL));
    }
    return directUrl;
  }

  /** For people: without the password. */
  String name() {
    return url.toString();
  }

  /** Whether the store reaches it through a pooler. */
  boolean isPooled() {
    return url.pgbouncer();
  }

  /** How the store reaches it. */
  StoreOptions storeOptions(Settings settings) {
    Optional<DatabaseServers> replicas =
        Optional.of(settings.databaseReadUrl())
            .filter(text -> !text.isEmpty())
            .map(text -> servers(DatabaseUrl.parse("REBOUND_DATABASE_READ_URL", text)));
    return new StoreOptions(servers(url), replicas, settings.databaseConnections());
  }

  private static DatabaseServers servers(DatabaseUrl url) {
    List<String> urls = url.each().stream().map(DatabaseUrl::text).toList();
    return new DatabaseServers(urls, url.sslRootCert(), url.pgbouncer());
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
