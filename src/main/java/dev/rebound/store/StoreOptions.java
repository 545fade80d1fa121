package dev.rebound.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How one instance of the store reaches its database.
 *
 * @param servers of which one takes writes
 * @param replicas who answer pages and totals; empty: whoever takes writes does
 * @param connections for pages and writes, 1 or more; each instance has four more for other work,
 *     or eleven through a pooler, and as many as for pages and two more where there are replicas
 */
public record StoreOptions(
    DatabaseServers servers, Optional<DatabaseServers> replicas, int connections) {
  public StoreOptions {
    if (connections < 1) {
      throw new IllegalArgumentException("a store needs at least one connection");
    }
  }

  /** One server. */
  public StoreOptions(String databaseUrl, Optional<Path> rootCertificate, int connections) {
    this(
        new DatabaseServers(List.of(databaseUrl), rootCertificate, false),
        Optional.empty(),
        connections);
  }
}
