package dev.rebound.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Servers of one database, of which any may be the one to ask.
 *
 * @param urls {@code postgresql://user:password@host:port/database}, with {@code sslmode}; one or
 *     more
 * @param rootCertificate whom the verifying modes trust; empty: whom Java trusts
 * @param throughPooler whether a pooler answers there, which lends a connection of PostgreSQL's for
 *     one transaction at a time
 */
public record DatabaseServers(
    List<String> urls, Optional<Path> rootCertificate, boolean throughPooler) {
  public DatabaseServers {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a database has at least one server");
    }
  }

  boolean isOne() {
    return urls.size() == 1;
  }

  /** The password stays out of logs. */
  @Override
  public String toString() {
    return "DatabaseServers[" + urls.size() + "]";
  }
}
