package dev.rebound.migrate;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a {@link DatabaseUrl}. What it refuses, it never quotes: it may hold a
 * password.
 */
final class DatabaseUrlText {
  private static final int MAX_HOSTS = 8;
  private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert", "pgbouncer");
  private static final Pattern SCHEME = Pattern.compile("postgres(ql)?://.*", Pattern.DOTALL);
  private static final Pattern SYNTAX =
      Pattern.compile(
          "postgres(?:ql)?://"
              + "(?<user>[^:@/?#\\s]+)(?::(?<password>[^@/?#\\s]*))?@"
              + ("(?<hosts>" + DatabaseHost.SYNTAX + "(?:," + DatabaseHost.SYNTAX + ")*)")
              + "/(?<database>[^/?#\\s]+)(?:\\?(?<query>[^?#\\s]*))?");

  private DatabaseUrlText() {}

  /**
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static DatabaseUrl read(String text) {
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
