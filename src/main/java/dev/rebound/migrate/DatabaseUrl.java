package dev.rebound.migrate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * The URL of a database with its credentials: {@code
 * postgresql://user:password@host:port/db?sslmode=verify-full&sslrootcert=/path}. Of several hosts,
 * {@code one:5432,two:5432}, the one that accepts writes is used, as with libpq's {@code
 * target_session_attrs=read-write}.
 *
 * @param hosts 1 to 8 hosts, in the URL's order
 * @param password empty for none
 * @param pgbouncer whether this is a PgBouncer in transaction mode: no state may outlive a
 *     transaction
 */
public record DatabaseUrl(
    List<DatabaseHost> hosts,
    String database,
    String user,
    String password,
    SslMode sslMode,
    Optional<Path> sslRootCert,
    boolean pgbouncer) {
  private static final int CONNECT_SECONDS = 10;
  // Includes the whole login, for a server that accepts connections and never responds.
  private static final int LOGIN_SECONDS = 20;

  public DatabaseUrl {
    hosts = List.copyOf(hosts);
    if (pgbouncer && hosts.size() > 1) {
      throw new IllegalArgumentException(
          "with pgbouncer=true it must have one host; PgBouncer selects the server");
    }
  }

  /** Creates the URL of PostgreSQL itself on one host. */
  public DatabaseUrl(
      String host,
      int port,
      String database,
      String user,
      String password,
      SslMode sslMode,
      Optional<Path> sslRootCert) {
    this(
        List.of(new DatabaseHost(host, port)),
        database,
        user,
        password,
        sslMode,
        sslRootCert,
        false);
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
    try {
      return DatabaseUrlParser.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SetupException(setting + " is invalid: " + e.getMessage());
    }
  }

  /** Returns the first host's name. */
  public String host() {
    return hosts.get(0).name();
  }

  /** Returns the first host's port. */
  public int port() {
    return hosts.get(0).port();
  }

  public List<DatabaseUrl> each() {
    return hosts.stream()
        .map(
            host ->
                new DatabaseUrl(
                    List.of(host), database, user, password, sslMode, sslRootCert, pgbouncer))
        .toList();
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://" + address() + "/" + encode(database);
  }

  /** Returns the driver's other properties, including the password. */
  public Properties jdbcProperties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    properties.setProperty("sslmode", sslMode.text());
    sslRootCert.ifPresent(cert -> properties.setProperty("sslrootcert", cert.toString()));
    if (sslMode.verifies() && sslRootCert.isEmpty()) {
      // Java's certificates; the driver's default is a file in the user's home.
      properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
    }
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
    properties.setProperty("ApplicationName", "rebound");
    if (hosts.size() > 1) {
      properties.setProperty("targetServerType", "primary");
      // The driver otherwise caches a host's role for ten seconds.
      properties.setProperty("hostRecheckSeconds", "0");
    }
    return properties;
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
      throw explain(e);
    }
  }

  /** Explains a failed statement in one line that quotes no row. */
  public SetupException explain(SQLException e) {
    return ConnectFailure.explain(this, e);
  }

  /**
   * Returns the canonical URL with the password, which parses to an equal value. Without {@code
   * pgbouncer} it is valid for libpq, too.
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

  public PGSimpleDataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl());
    try {
      for (Map.Entry<Object, Object> property : jdbcProperties().entrySet()) {
        source.setProperty((String) property.getKey(), (String) property.getValue());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the driver knows all properties", e);
    }
    return source;
  }

  private String text(String colonPassword) {
    String cert = sslRootCert.map(path -> "&sslrootcert=" + encode(path.toString())).orElse("");
    return "postgresql://%s%s@%s/%s?sslmode=%s%s%s"
        .formatted(
            encode(user),
            colonPassword,
            address(),
            encode(database),
            sslMode.text(),
            cert,
            pgbouncer ? "&pgbouncer=true" : "");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
