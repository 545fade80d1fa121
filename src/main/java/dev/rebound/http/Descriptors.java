package dev.rebound.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The file descriptors of the process. A process without any accepts no connection. */
public final class Descriptors {
  // Files of the JVM, connections to the database, and excess connections.
  private static final int OTHERS = 1_500;

  private Descriptors() {}

  /**
   * Returns how many connections the API may have, so that descriptors are left for all others.
   *
   * @param wanted connections of the API
   * @param admin connections of the admin server
   */
  public static int forApi(int wanted, int admin) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? forApi(wanted, admin, system.getMaxFileDescriptorCount())
        : wanted;
  }

  /**
   * @param max descriptors of the process; -1 if it has no limit
   */
  static int forApi(int wanted, int admin, long max) {
    // Where the process may open few files, the API gets half of them.
    long left = Math.max(max / 2, max - OTHERS - admin);
    return max < 0 ? wanted : (int) Math.max(1, Math.min(wanted, left));
  }
}
