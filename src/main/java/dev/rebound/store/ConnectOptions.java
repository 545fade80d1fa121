package dev.rebound.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;

/** Turns a database URL into the client's options, and sets what the client leaves off. */
final class ConnectOptions {
  // A statement to prepare and to run, the commit behind it, and a probe behind one that is not
  // answered.
  private static final int ON_THE_WAY = 4;

  private ConnectOptions() {}

  /**
   * To a server that takes writes: it refuses the login where it is a standby, as the protocol has
   * no other way to say it before the first statement.
   */
  static PgConnectOptions primaryOnly(String url, DatabaseServers servers, Lane.Limits limits) {
    return of(url, servers, limits).addProperty("transaction_read_only", "off");
  }

  /** To a server that is only read from, also where it could be written to. */
  static PgConnectOptions readOnly(String url, DatabaseServers servers, Lane.Limits limits) {
    PgConnectOptions options = of(url, servers, limits);
    // PgBouncer refuses it; nothing is written there either way.
    return servers.throughPooler()
        ? options
        : options.addProperty("default_transaction_read_only", "on");
  }

  /** To whatever the server is. */
  static PgConnectOptions of(String url, DatabaseServers servers, Lane.Limits limits) {
    PgConnectOptions options = PgConnectOptions.fromUri(url);
    Map<String, String> properties = options.getProperties();
    properties.put("application_name", "rebound " + limits.name());
    if (servers.throughPooler()) {
      // PgBouncer refuses a session that starts with settings it does not keep. The client's own is
      // for numbers that no statement of ours asks for.
      properties.remove("extra_float_digits");
    } else {
      properties.putAll(SessionSettings.of(limits));
    }
    if (options.getSslMode() != SslMode.DISABLE) {
      options.setSslOptions(ssl(options.getSslMode(), servers.rootCertificate()));
    }
    return options
        .setProperties(properties)
        .setPipeliningLimit(Math.max(ON_THE_WAY, limits.pipelined()))
        // What is prepared in one transaction is not there in the next, which may be another
        // session's.
        .setCachePreparedStatements(!servers.throughPooler())
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
    return ssl.setTrustOptions(
        rootCertificate
            .<TrustOptions>map(file -> new PemTrustOptions().addCertPath(file.toString()))
            .orElseGet(ConnectOptions::javasAuthorities));
  }

  private static TrustOptions javasAuthorities() {
    try {
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init((KeyStore) null);
      return TrustOptions.wrap(trusted.getTrustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java trusts nobody", e);
    }
  }
}
