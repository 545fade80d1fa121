package dev.rebound.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.PoolOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;

/** The client's options for a database URL, and bounds that the client does not set itself. */
final class ConnectOptions {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int UNACKNOWLEDGED_MILLIS = 10_000;
  // The PREPARE and the execution of a statement, its COMMIT, and a probe.
  private static final int MIN_PIPELINING_LIMIT = 4;

  // Parameters of the URL that name files of this machine.
  private static final Set<String> FILES = Set.of("sslrootcert", "sslcert", "sslkey");

  private ConnectOptions() {}

  /**
   * Returns the options for a server that must accept writes. A standby refuses the login, the only
   * way to detect one before the first statement.
   */
  static PgConnectOptions primaryOnly(
      String url, StoreOptions.Servers servers, Lane.Limits limits) {
    return of(url, servers, limits).addProperty("transaction_read_only", "off");
  }

  /** Returns the options for read-only sessions. */
  static PgConnectOptions readOnly(String url, StoreOptions.Servers servers, Lane.Limits limits) {
    PgConnectOptions options = of(url, servers, limits);
    // PgBouncer refuses this setting; the lane's statements only read in any case.
    return servers.throughPooler()
        ? options
        : options.addProperty("default_transaction_read_only", "on");
  }

  /** Returns the options for a server of any kind. */
  static PgConnectOptions of(String url, StoreOptions.Servers servers, Lane.Limits limits) {
    PgConnectOptions options = PgConnectOptions.fromUri(url);
    Map<String, String> properties = options.getProperties();
    // The client would send them to the server, which refuses them.
    properties.keySet().removeAll(FILES);
    properties.put("application_name", "rebound " + limits.name());
    if (servers.throughPooler()) {
      // PgBouncer refuses a login with settings that it does not track. The client sets this one
      // for floating point columns, which the schema does not have.
      properties.remove("extra_float_digits");
    } else {
      properties.putAll(settings(limits));
    }
    if (options.getSslMode() != SslMode.DISABLE) {
      options.setSslOptions(ssl(options.getSslMode(), servers));
    }
    return options
        .setProperties(properties)
        .setPipeliningLimit(Math.max(MIN_PIPELINING_LIMIT, limits.pipelined()))
        // A pooler may run the next transaction in another session, without the prepared statement.
        .setCachePreparedStatements(!servers.throughPooler())
        // Replaces the client's limit on the length of a cached statement, which some exceed.
        .setPreparedStatementCacheSqlFilter(sql -> !FilterStatements.isPlannedAnew(sql));
  }

  /** Returns PostgreSQL's settings for a lane's sessions by name; the values need no quotes. */
  private static Map<String, String> settings(Lane.Limits limits) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("statement_timeout", Long.toString(limits.statementTimeout().toMillis()));
    // A statement that waits for a lock holds a connection, which other accounts need.
    settings.put("lock_timeout", Long.toString(limits.lockTimeout().toMillis()));
    // Concurrent requests use all cores already. For a statement of a few milliseconds, starting
    // parallel workers costs ten times what they save.
    settings.put("max_parallel_workers_per_gather", "0");
    // The trigram index finds whole addresses too, but much slower than the primary key. After a
    // deletion of most of a list, the planner prefers it to the bloated key. A GIN index allows
    // bitmap scans only.
    settings.put("enable_bitmapscan", limits.plans() == Lane.Plans.SEARCHES ? "on" : "off");
    // Planned for its values, a lookup in an account that the statistics do not know yet would read
    // the whole list: the planner expects one row in it.
    if (limits.plans() == Lane.Plans.LOOKUPS) {
      settings.put("plan_cache_mode", "force_generic_plan");
    }
    // The pages that these lanes read are mostly in memory. With the default of 4 the planner would
    // rather scan a whole small table of counts than read its few rows by an index.
    if (limits.plans() != Lane.Plans.SEARCHES) {
      settings.put("random_page_cost", "1.1");
    }
    return settings;
  }

  /** Returns a BEGIN with the settings of {@link #settings}, which end with the transaction. */
  static String begin(Lane.Limits limits) {
    return settings(limits).entrySet().stream()
        .map(setting -> "; SET LOCAL " + setting.getKey() + " = " + setting.getValue())
        .collect(Collectors.joining("", "BEGIN", ""));
  }

  // As in libpq: only the verify modes check the certificate, only verify-full the host name.
  private static ClientSSLOptions ssl(SslMode mode, StoreOptions.Servers servers) {
    ClientSSLOptions ssl = new ClientSSLOptions();
    servers
        .client()
        .map(
            client ->
                new PemKeyCertOptions()
                    .setCertPath(client.certificate().toString())
                    .setKeyPath(client.key().toString()))
        .ifPresent(ssl::setKeyCertOptions);
    ssl.setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    if (mode != SslMode.VERIFY_CA && mode != SslMode.VERIFY_FULL) {
      return ssl.setTrustAll(true);
    }
    return ssl.setTrustOptions(
        servers
            .rootCertificate()
            .<TrustOptions>map(file -> new PemTrustOptions().addCertPath(file.toString()))
            .orElseGet(ConnectOptions::javaTrustStore));
  }

  private static TrustOptions javaTrustStore() {
    try {
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init((KeyStore) null);
      return TrustOptions.wrap(trusted.getTrustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no trust store", e);
    }
  }

  /** Returns options that detect an unreachable host in seconds. */
  static NetClientOptions net() {
    return new NetClientOptions()
        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
        .setTcpKeepAlive(true)
        .setTcpUserTimeout(UNACKNOWLEDGED_MILLIS);
  }

  /**
   * Returns a pool's options.
   *
   * @param maxAge the age at which a connection closes; zero for never
   */
  static PoolOptions pool(Lane.Limits limits, Duration maxAge) {
    return new PoolOptions()
        .setMaxSize(limits.connections())
        .setMaxWaitQueueSize(limits.queued())
        .setConnectionTimeout((int) limits.queueTimeout().toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxLifetime((int) maxAge.toSeconds())
        .setMaxLifetimeUnit(TimeUnit.SECONDS);
  }
}
