package dev.rebound.migrate;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine that a database may be on.
 *
 * @param name a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record DatabaseHost(String name, int port) {
  static final int DEFAULT_PORT = 5432;

  private static final int MAX_PORT = 65_535;

  /** One host as a URL writes it; for {@link DatabaseUrl}'s own syntax. */
  static final String SYNTAX = "(?:\\[[0-9A-Fa-f:]+]|[A-Za-z0-9._-]+)(?::\\d{1,5})?";

  private static final Pattern PARTS =
      Pattern.compile("\\[?(?<name>[0-9A-Fa-f:]+(?=])|[A-Za-z0-9._-]+)]?(?::(?<port>\\d{1,5}))?");

  public DatabaseHost {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("its port must be 1 to 65535");
    }
  }

  /**
   * @param text hosts of {@link #SYNTAX} with commas between them
   */
  static List<DatabaseHost> parseAll(String text) {
    return Arrays.stream(text.split(",")).map(DatabaseHost::parse).toList();
  }

  private static DatabaseHost parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("its host must be a name or an address");
    }
    String port = parts.group("port");
    return new DatabaseHost(
        parts.group("name"), port == null ? DEFAULT_PORT : Integer.parseInt(port));
  }

  /** As a URL writes it, with the port. */
  String text() {
    return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
  }
}
