package dev.rebound.migrate;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.jdbc.SslMode;

/** Parses a {@link DatabaseUrl}. Messages never quote the text, which may contain a password. */
final class DatabaseUrlParser {
  private static final int MAX_HOSTS = 8;
  private static final Set<String> PARAMETERS =
      Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "pgbouncer", "citus");
  private static final Pattern SCHEME = Pattern.compile("postgres(ql)?://.*", Pattern.DOTALL);
  private static final Pattern SYNTAX =
      Pattern.compile(
          "postgres(?:ql)?://"
              + "(?<user>[^:@/?#\\s]+)(?::(?<password>[^@/?#\\s]*))?@"
              + ("(?<hosts>" + DatabaseHost.SYNTAX + "(?:," + DatabaseHost.SYNTAX + ")*)")
              + "/(?<database>[^/?#\\s]+)(?:\\?(?<query>[^?#\\s]*))?");

  private DatabaseUrlParser() {}

  /**
   * @throws IllegalArgumentException if the text is invalid; the message describes the error
   */
  static DatabaseUrl parse(String text) {
    if (!SCHEME.matcher(text).matches()) {
      throw new IllegalArgumentException("it must start with postgresql://");
    }
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "it must have the form postgresql://user:password@host:port/db, with commas between"
              + " several hosts, and with percent-encoded characters such as @ : / ? # % in the user"
              + " name and password");
    }
    Map<String, String> query = parseQuery(parts.group("query"));
    return new DatabaseUrl(
        parseHosts(parts.group("hosts")),
        decode("database", parts.group("database")),
        decode("user name", parts.group("user")),
        decode("password", Optional.ofNullable(parts.group("password")).orElse("")),
        parseSslMode(query.getOrDefault("sslmode", SslMode.PREFER.value)),
        parsePath("sslrootcert", query),
        parseClient(query),
        parseFlag("pgbouncer", query.getOrDefault("pgbouncer", "false")),
        parseFlag("citus", query.getOrDefault("citus", "false")));
  }

  private static List<DatabaseHost> parseHosts(String text) {
    List<DatabaseHost> hosts = DatabaseHost.parseAll(text);
    if (hosts.size() > MAX_HOSTS) {
      throw new IllegalArgumentException("it may contain up to " + MAX_HOSTS + " hosts");
    }
    return hosts;
  }

  private static SslMode parseSslMode(String text) {
    return Arrays.stream(SslMode.values())
        .filter(mode -> mode.value.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "its sslmode must be disable, allow, prefer, require, verify-ca or"
                        + " verify-full"));
  }

  private static Optional<ClientCertificate> parseClient(Map<String, String> query) {
    Optional<Path> certificate = parsePath("sslcert", query);
    Optional<Path> key = parsePath("sslkey", query);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("its sslcert and sslkey need each other");
    }
    return certificate.map(file -> new ClientCertificate(file, key.get()));
  }

  private static Optional<Path> parsePath(String name, Map<String, String> query) {
    return Optional.ofNullable(query.get(name)).filter(path -> !path.isEmpty()).map(Path::of);
  }

  private static boolean parseFlag(String name, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("its " + name + " must be true or false");
    }
    return text.equals("true");
  }

  private static Map<String, String> parseQuery(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : Optional.ofNullable(query).orElse("").split("&")) {
      String[] nameAndValue = pair.split("=", 2);
      String name = nameAndValue[0];
      // An unknown parameter may be a misspelt sslmode, or a password.
      if (!pair.isEmpty() && !PARAMETERS.contains(name)) {
        throw new IllegalArgumentException(
            "its parameters may be sslmode, sslrootcert, sslcert, sslkey, pgbouncer and citus, no"
                + " others");
      }
      parameters.put(name, nameAndValue.length == 1 ? "" : decode(name, nameAndValue[1]));
    }
    return parameters;
  }

  private static String decode(String part, String text) {
    try {
      // URLDecoder decodes a plus to a blank, which is right for HTML forms only.
      String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (decoded.indexOf('\0') < 0) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // The exception quotes text that may be secret.
    }
    throw new IllegalArgumentException(
        "its " + part + " is not percent-encoded correctly (% is written %25)");
  }
}
