package dev.rebound.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How one instance of the store reaches its database.
 *
 * @param databaseUrl {@code postgresql://user:password@host:port/database}, with {@code sslmode}
 * @param rootCertificate whom the verifying modes trust; empty: whom Java trusts
 * @param connections for pages and writes, 1 or more; each instance has four more for other work
 */
public record StoreOptions(String databaseUrl, Optional<Path> rootCertificate, int connections) {
  public StoreOptions {
    if (connections < 1) {
      throw new IllegalArgumentException("a store needs at least one connection");
    }
  }

  /** The password stays out of logs. */
  @Override
  public String toString() {
    return "StoreOptions[connections=" + connections + "]";
  }
}
