package dev.rebound.migrate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * The URL of a database with its credentials: {@code
 * postgresql://user:password@host:port/db?sslmode=verify-full&sslrootcert=/path}. Of several hosts,
 * {@code one:5432,two:5432}, the one that accepts writes is used, as with libpq's {@code
 * target_session_attrs=read-write}.
 *
 * @param hosts 1 to 8 hosts, in the URL's order
 * @param password empty for none
 * @param sslClient proves this service's identity; empty for a login by password alone
 * @param pgbouncer whether this is a PgBouncer in transaction mode: no state may outlive a
 *     transaction
 * @param citus whether this is the coordinator of a Citus cluster with the functions of {@code
 *     db/citus}
 */
public record DatabaseUrl(
    List<DatabaseHost> hosts,
    String database,
    String user,
    String password,
    SslMode sslMode,
    Optional<Path> sslRootCert,
    Optional<ClientCertificate> sslClient,
    boolean pgbouncer,
    boolean citus) {
  private static final int CONNECT_SECONDS = 10;
  // Includes the whole login, for a server that accepts connections and never responds.
  private static final int LOGIN_SECONDS = 20;

  public DatabaseUrl {
    hosts = List.copyOf(hosts);
    if (pgbouncer && hosts.size() > 1) {
      throw new IllegalArgumentException(
          "with pgbouncer=true it must have one host; PgBouncer selects the server");
    }
    if (sslClient.isPresent() && sslMode.verifyCertificate() && sslRootCert.isEmpty()) {
      // The JDBC driver cannot combine Java's authorities with a certificate of its own.
      throw new IllegalArgumentException(
          "with sslcert, its sslmode " + sslMode.value + " needs sslrootcert");
    }
    if (pgbouncer && citus) {
      throw new IllegalArgumentException(
          "it must not have pgbouncer=true and citus=true; Citus delegates no call in a transaction");
    }
  }

  /**
   * Parses the setting {@code REBOUND_DATABASE_URL}.
   *
   * @throws SetupException if the text is invalid; the message never quotes it
   */
  public static DatabaseUrl parse(String text) {
    return parse("REBOUND_DATABASE_URL", text);
  }

  /**
   * Parses a setting.
   *
   * @param setting the name of the setting, for the message
   * @throws SetupException if the text is invalid; the message never quotes it
   */
  public static DatabaseUrl parse(String setting, String text) {
    return SetupException.requireValid(
        setting + " is invalid: ", () -> DatabaseUrlParser.parse(text));
  }

  /** Returns the URL of each host alone. */
  public List<DatabaseUrl> each() {
    return hosts.stream()
        .map(
            host ->
                new DatabaseUrl(
                    List.of(host),
                    database,
                    user,
                    password,
                    sslMode,
                    sslRootCert,
                    sslClient,
                    pgbouncer,
                    citus))
        .toList();
  }

  /**
   * Opens a connection for bulk work.
   *
   * @throws SetupException if the database refuses it
   */
  public Connection connect() {
    try {
      return dataSource().getConnection();
    } catch (SQLException e) {
      throw ConnectFailure.explain(this, e);
    }
  }

  /**
   * Returns the canonical URL with the password, which parses to an equal value. Without {@code
   * pgbouncer} and {@code citus} it is valid for libpq, too.
   */
  public String text() {
    return text(password.isEmpty() ? "" : ":" + encode(password));
  }

  /** Returns the URL without the password. */
  @Override
  public String toString() {
    return text("");
  }

  /** Returns hosts and ports, for messages. */
  String address() {
    return hosts.stream().map(DatabaseHost::text).collect(Collectors.joining(","));
  }

  /**
   * Returns the driver's options.
   *
   * @throws SetupException if the files of the client certificate cannot be used
   */
  public PGSimpleDataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://" + address() + "/" + encode(database));
    source.setUser(user);
    if (!password.isEmpty()) {
      source.setPassword(password);
    }
    source.setSslMode(sslMode.value);
    sslRootCert.ifPresent(cert -> source.setSslRootCert(cert.toString()));
    sslClient.ifPresent(
        client -> {
          source.setSslCert(client.certificate().toString());
          source.setSslKey(client.key().toString());
          source.setPemKeyAlgorithm(client.keyAlgorithm());
        });
    if (sslMode.verifyCertificate() && sslRootCert.isEmpty()) {
      // Java's certificates; the driver's default is a file in the user's home.
      source.setSslfactory(DefaultJavaSSLFactory.class.getName());
    }
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(LOGIN_SECONDS);
    source.setApplicationName("rebound");
    if (hosts.size() > 1) {
      source.setTargetServerType("primary");
      // The driver otherwise caches a host's role for ten seconds.
      source.setHostRecheckSeconds(0);
    }
    return source;
  }

  private String text(String colonPassword) {
    String root = sslRootCert.map(path -> "&sslrootcert=" + encode(path.toString())).orElse("");
    String client =
        sslClient
            .map(
                files ->
                    "&sslcert="
                        + encode(files.certificate().toString())
                        + "&sslkey="
                        + encode(files.key().toString()))
            .orElse("");
    return "postgresql://%s%s@%s/%s?sslmode=%s%s%s%s%s"
        .formatted(
            encode(user),
            colonPassword,
            address(),
            encode(database),
            sslMode.value,
            root,
            client,
            pgbouncer ? "&pgbouncer=true" : "",
            citus ? "&citus=true" : "");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
