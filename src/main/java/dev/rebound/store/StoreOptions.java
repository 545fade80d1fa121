package dev.rebound.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The connections of one store instance.
 *
 * @param servers one of them is the primary
 * @param replicas the servers for pages and totals; empty for the primary
 * @param connections the connections for pages and writes, 1 or more. Each instance opens six more
 *     for other statements, or twelve through a pooler, and with replicas {@code connections + 2}
 *     to them
 * @param keepsDeleted whether deletions keep their rows for an undeletion
 */
public record StoreOptions(
    Servers servers, Optional<Servers> replicas, int connections, boolean keepsDeleted) {
  public StoreOptions {
    if (connections < 1) {
      throw new IllegalArgumentException("a store needs at least one connection");
    }
  }

  /** A certificate and its private key in PEM files. */
  public record ClientCertificate(Path certificate, Path key) {}

  /**
   * The servers of one database.
   *
   * @param urls one or more of {@code postgresql://user:password@host:port/database}, with {@code
   *     sslmode}
   * @param rootCertificate the certificate that the sslmodes with verification trust; empty for
   *     Java's trust store
   * @param client proves the service's identity to the server
   * @param throughPooler whether the URLs are of a pooler, which assigns a session of PostgreSQL to
   *     one transaction at a time
   * @param citus whether writes call the functions of {@code db/citus/functions.sql}
   */
  public record Servers(
      List<String> urls,
      Optional<Path> rootCertificate,
      Optional<ClientCertificate> client,
      boolean throughPooler,
      boolean citus) {
    /** Servers without Citus that need no certificate of the client. */
    public Servers(List<String> urls, Optional<Path> rootCertificate, boolean throughPooler) {
      this(urls, rootCertificate, Optional.empty(), throughPooler, false);
    }

    public Servers {
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
      return "Servers[" + urls.size() + "]";
    }
  }
}
