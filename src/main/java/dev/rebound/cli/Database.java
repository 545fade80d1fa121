package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.EmbeddedDatabase;
import dev.rebound.migrate.Migrations;
import dev.rebound.migrate.SetupException;
import dev.rebound.store.DatabaseServers;
import dev.rebound.store.StoreOptions;
import java.util.List;
import java.util.Optional;

/** The database that the settings name, migrated; the embedded one runs until it is closed. */
final class Database implements AutoCloseable {
  private final DatabaseUrl url;
  private final EmbeddedDatabase embedded;

  private Database(DatabaseUrl url, EmbeddedDatabase embedded) {
    this.url = url;
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
    Migrations.migrate(url);
    return new Database(url, null);
  }

  private static Database migrated(EmbeddedDatabase embedded) {
    try {
      Migrations.migrate(embedded.url());
      return new Database(embedded.url(), embedded);
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  /** For people: without the password. */
  String name() {
    return url.toString();
  }

  /** How bulk work reaches it. */
  DatabaseUrl url() {
    return url;
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
    return new DatabaseServers(urls, url.sslRootCert());
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
