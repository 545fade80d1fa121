package dev.rebound.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Turns a database URL into the client's options, and sets what the client leaves off. */
final class ConnectOptions {
  private ConnectOptions() {}

  /**
   * To a server that takes writes: it refuses the login where it is a standby, as the protocol has
   * no other way to say it before the first statement.
   */
  static PgConnectOptions primaryOnly(String url, Optional<Path> certificate, Lane.Limits limits) {
    return of(url, certificate, limits).addProperty("transaction_read_only", "off");
  }

  /** To a server that is only read from, also where it could be written to. */
  static PgConnectOptions readOnly(String url, Optional<Path> certificate, Lane.Limits limits) {
    return of(url, certificate, limits).addProperty("default_transaction_read_only", "on");
  }

  /** To whatever the server is. */
  static PgConnectOptions of(String url, Optional<Path> certificate, Lane.Limits limits) {
    PgConnectOptions options = PgConnectOptions.fromUri(url);
    Map<String, String> properties = options.getProperties();
    properties.put("application_name", "rebound " + limits.name());
    properties.put("statement_timeout", Long.toString(limits.statementTimeout().toMillis()));
    // Requests share the database's cores as they come. Workers started for one of a few
    // milliseconds cost ten times what they save.
    properties.put("max_parallel_workers_per_gather", "0");
    // The trigram index finds whole addresses too, much slower than the primary key. After most of
    // a
    // list was deleted PostgreSQL takes the key, which is bloated then, for the worse one. That
    // index can be read by a bitmap only.
    properties.put("enable_bitmapscan", limits.searches() ? "on" : "off");
    if (options.getSslMode() != SslMode.DISABLE) {
      options.setSslOptions(ssl(options.getSslMode(), certificate));
    }
    return options
        .setProperties(properties)
        // Room for a probe behind a statement that is not answered.
        .setPipeliningLimit(Math.max(2, limits.pipelined()))
        .setCachePreparedStatements(true)
        // In place of the client's bound on their length, which some of ours exceed.
        .setPreparedStatementCacheSqlFilter(sql -> !FilterStatements.isFiltered(sql));
  }

  // As libpq has it: only the verify modes look at the certificate, only verify-full at the host's
  // name.
  private static ClientSSLOptions ssl(SslMode mode, Optional<Path> rootCertificate) {
    ClientSSLOptions ssl = new ClientSSLOptions();
    boolean verifies = mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL;
    ssl.setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    if (!verifies) {
      return ssl.setTrustAll(true);
    }
    rootCertificate.ifPresent(
        file -> ssl.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    return ssl;
  }
}
