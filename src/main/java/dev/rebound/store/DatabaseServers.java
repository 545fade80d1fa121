package dev.rebound.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The servers of one database.
 *
 * @param urls one or more of {@code postgresql://user:password@host:port/database}, with {@code
 *     sslmode}
 * @param rootCertificate the certificate that the sslmodes with verification trust; empty for
 *     Java's trust store
 * @param throughPooler whether the URLs are of a pooler, which assigns a session of PostgreSQL to
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

  /** Omits the URLs: passwords must not appear in logs. */
  @Override
  public String toString() {
    return "DatabaseServers[" + urls.size() + "]";
  }
}
