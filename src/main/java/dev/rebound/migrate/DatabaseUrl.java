package dev.rebound.migrate;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final int MAX_HOSTS = 8;
  private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert", "pgbouncer");
  private static final int CONNECT_SECONDS = 10;
  // Bounds the whole login, so that a server that accepts and then says nothing cannot hold us.
  private static final int LOGIN_SECONDS = 20;
  private static final Pattern SCHEME = Pattern.compile("postgres(ql)?://.*", Pattern.DOTALL);
  private static final Pattern SYNTAX =
      Pattern.compile(
          "postgres(?:ql)?://"
              + "(?<user>[^:@/?#\\s]+)(?::(?<password>[^@/?#\\s]*))?@"
              + ("(?<hosts>" + DatabaseHost.SYNTAX + "(?:," + DatabaseHost.SYNTAX + ")*)")
              + "/(?<database>[^/?#\\s]+)(?:\\?(?<query>[^?#\\s]*))?");

  public DatabaseUrl {
    hosts = List.copyOf(hosts);
    if (pgbouncer && hosts.size() > 1) {
      throw unreadable(
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
      return read(text);
    } catch (IllegalArgumentException e) {
      // Every one of them is thrown below, with a text that quotes nothing.
      throw new SetupException(setting + " cannot be read: " + e.getMessage());
    }
  }

  private static DatabaseUrl read(String text) {
    if (!SCHEME.matcher(text).matches()) {
      throw unreadable("it must start with postgresql://");
    }
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      throw unreadable(
          "it must read postgresql://user:password@host:port/db, several hosts with commas between"
              + " them, with characters such as @ : / ? # %"
              + " in the user name or password percent-encoded");
    }
    Map<String, String> query = query(parts.group("query"));
    return new DatabaseUrl(
        hosts(parts.group("hosts")),
        decode("database", parts.group("database")),
        decode("user name", parts.group("user")),
        decode("password", Optional.ofNullable(parts.group("password")).orElse("")),
        sslMode(query.getOrDefault("sslmode", SslMode.PREFER.text())),
        Optional.ofNullable(query.get("sslrootcert")).filter(cert -> !cert.isEmpty()).map(Path::of),
        flag("pgbouncer", query.getOrDefault("pgbouncer", "false")));
  }

  private static List<DatabaseHost> hosts(String text) {
    List<DatabaseHost> hosts = DatabaseHost.parseAll(text);
    if (hosts.size() > MAX_HOSTS) {
      throw unreadable("it may name up to " + MAX_HOSTS + " hosts");
    }
    return hosts;
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

  PGSimpleDataSource dataSource() {
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

  private static SslMode sslMode(String text) {
    return SslMode.of(text)
        .orElseThrow(
            () ->
                unreadable(
                    "its sslmode must be disable, allow, prefer, require, verify-ca or"
                        + " verify-full"));
  }

  private static boolean flag(String name, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw unreadable("its " + name + " must be true or false");
    }
    return text.equals("true");
  }

  private static Map<String, String> query(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : Optional.ofNullable(query).orElse("").split("&")) {
      String name = pair.replaceFirst("=.*", "");
      // Refused rather than passed over: ?password=... or a misspelt sslmode must not be lost.
      if (!pair.isEmpty() && !PARAMETERS.contains(name)) {
        throw unreadable(
            "it may carry the parameters sslmode, sslrootcert and pgbouncer, no others");
      }
      parameters.put(
          name, decode(name, pair.substring(Math.min(pair.length(), name.length() + 1))));
    }
    return parameters;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String decode(String part, String text) {
    try {
      // In a URL's path or user name a plus is a plus; URLDecoder would read a space.
      String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (decoded.indexOf('\0') < 0) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: the exception quotes what may be a secret.
    }
    throw unreadable("its " + part + " is not percent-encoded well (a % is written %25)");
  }

  private static IllegalArgumentException unreadable(String why) {
    return new IllegalArgumentException(why);
  }
}
