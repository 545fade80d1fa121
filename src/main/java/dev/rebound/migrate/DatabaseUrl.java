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
 * Where the database is and who asks: {@code
 * postgresql://user:password@host:port/db?sslmode=verify-full&sslrootcert=/path}. With several
 * hosts, {@code one:5432,two:5432}, the database is on the one that takes writes, as with libpq's
 * {@code target_session_attrs=read-write}.
 *
 * @param hosts 1 to 8, as they are listed
 * @param password empty when there is none
 * @param pgbouncer whether a PgBouncer answers there, which lends a connection of PostgreSQL's for
 *     one transaction at a time: nothing that outlives a transaction may be asked of it
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
  // Bounds the whole login, so that a server that accepts and then says nothing cannot hold us.
  private static final int LOGIN_SECONDS = 20;

  public DatabaseUrl {
    hosts = List.copyOf(hosts);
    if (pgbouncer && hosts.size() > 1) {
      throw new IllegalArgumentException(
          "with pgbouncer=true it may name one host: behind it is PgBouncer's to know");
    }
  }

  /** Of PostgreSQL itself, on one host. */
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
   * @throws SetupException when it cannot be read; the message never quotes the text, which may
   *     hold a password
   */
  public static DatabaseUrl parse(String text) {
    return parse("REBOUND_DATABASE_URL", text);
  }

  /**
   * The same.
   *
   * @param setting which the message names
   */
  public static DatabaseUrl parse(String setting, String text) {
    try {
      return DatabaseUrlText.read(text);
    } catch (IllegalArgumentException e) {
      // Every one of them quotes nothing.
      throw new SetupException(setting + " cannot be read: " + e.getMessage());
    }
  }

  /** The first host's name. */
  public String host() {
    return hosts.get(0).name();
  }

  /** The first host's port. */
  public int port() {
    return hosts.get(0).port();
  }

  /** A URL for each host. */
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

  /** All that the driver needs besides {@link #jdbcUrl()}; holds the password. */
  public Properties jdbcProperties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    properties.setProperty("sslmode", sslMode.text());
    sslRootCert.ifPresent(cert -> properties.setProperty("sslrootcert", cert.toString()));
    if (sslMode.verifies() && sslRootCert.isEmpty()) {
      // Without it the driver wants a file in the user's home.
      properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
    }
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
    properties.setProperty("ApplicationName", "rebound");
    if (hosts.size() > 1) {
      properties.setProperty("targetServerType", "primary");
      // Otherwise the driver believes for ten seconds what it last knew of a host.
      properties.setProperty("hostRecheckSeconds", "0");
    }
    return properties;
  }

  /**
   * A connection of its own, for what a command does in bulk.
   *
   * @throws SetupException when the database does not admit us
   */
  public Connection connect() {
    try {
      return dataSource().getConnection();
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  /** Why a statement failed there, in one line that quotes no row. */
  public SetupException explain(SQLException e) {
    return ConnectFailure.explain(this, e);
  }

  /**
   * The canonical URL, password and all: parses to an equal value. Without {@code pgbouncer} libpq
   * reads it the same way.
   */
  public String text() {
    return text(password.isEmpty() ? "" : ":" + encode(password));
  }

  /** The URL without the password. */
  @Override
  public String toString() {
    return text("");
  }

  /**
   * The hosts as a URL writes them, with ports: what a message may say of where the database is.
   */
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
      throw new IllegalStateException("the driver knows every property set above", e);
    }
    return source;
  }

  private String text(String colonPassword) {
    String query = "?sslmode=" + sslMode.text();
    String cert = sslRootCert.map(path -> "&sslrootcert=" + encode(path.toString())).orElse("");
    return "postgresql://"
        + encode(user)
        + colonPassword
        + "@"
        + address()
        + "/"
        + encode(database)
        + query
        + cert
        + (pgbouncer ? "&pgbouncer=true" : "");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
