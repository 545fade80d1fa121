package dev.rebound.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The connections of one store instance.
 *
 * @param servers one of them is the primary
 * @param replicas the servers for pages and totals; empty for the primary
 * @param connections the connections for pages and writes, 1 or more. Each instance opens four more
 *     for other statements, or eleven through a pooler, and with replicas {@code connections + 2}
 *     to them
 */
public record StoreOptions(
    DatabaseServers servers, Optional<DatabaseServers> replicas, int connections) {
  public StoreOptions {
    if (connections < 1) {
      throw new IllegalArgumentException("a store needs at least one connection");
    }
  }

  /** Creates options for one server. */
  public StoreOptions(String databaseUrl, Optional<Path> rootCertificate, int connections) {
    this(
        new DatabaseServers(List.of(databaseUrl), rootCertificate, false),
        Optional.empty(),
        connections);
  }
}
