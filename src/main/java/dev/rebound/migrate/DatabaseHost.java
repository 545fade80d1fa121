package dev.rebound.migrate;

import java.util.Arrays;
import java.util.List;

/**
 * A host of a database.
 *
 * @param name a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record DatabaseHost(String name, int port) {
  static final int DEFAULT_PORT = 5432;

  private static final int MAX_PORT = 65_535;

  /** A regular expression for a host in a URL. */
  static final String SYNTAX = "(?:\\[[0-9A-Fa-f:]+]|[A-Za-z0-9._-]+)(?::\\d{1,5})?";

  public DatabaseHost {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("its port must be 1 to 65535");
    }
  }

  /**
   * Parses hosts.
   *
   * @param text hosts of the form {@link #SYNTAX}, separated by commas
   */
  static List<DatabaseHost> parseAll(String text) {
    return Arrays.stream(text.split(",")).map(DatabaseHost::parse).toList();
  }

  private static DatabaseHost parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon > text.lastIndexOf(']');
    String name = hasPort ? text.substring(0, colon) : text;
    int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : DEFAULT_PORT;
    return new DatabaseHost(name.replaceAll("[\\[\\]]", ""), port);
  }

  /** Returns the host as in a URL, with the port. */
  String text() {
    return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
  }
}
