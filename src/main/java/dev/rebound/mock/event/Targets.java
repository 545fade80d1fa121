package dev.rebound.mock.event;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where events may be sent. Whoever reaches the controls could else make the service ask whatever
 * it can reach and they cannot; machines of the same network are what a test needs.
 */
public final class Targets {
  private static final int UNIQUE_LOCAL = 0xfc;
  private static final int UNIQUE_LOCAL_MASK = 0xfe;

  private final boolean isAnyAllowed;
  private final Lookup lookup;

  /** Looks a host up. */
  @FunctionalInterface
  interface Lookup {
    /** All its addresses, one at least. */
    InetAddress[] find(String host) throws UnknownHostException;
  }

  /**
   * @param isAnyAllowed whether addresses that are neither loopback nor private are targets too
   */
  public Targets(boolean isAnyAllowed) {
    this(isAnyAllowed, InetAddress::getAllByName);
  }

  Targets(boolean isAnyAllowed, Lookup lookup) {
    this.isAnyAllowed = isAnyAllowed;
    this.lookup = lookup;
  }

  /**
   * Looks the host of a URL up, which may take seconds.
   *
   * @throws IllegalArgumentException when it is unknown, or one of its addresses is no target
   */
  Target find(URI url) {
    InetAddress[] addresses = addresses(url.getHost());
    for (InetAddress address : addresses) {
      if (!isAnyAllowed && !isNear(address)) {
        throw new IllegalArgumentException(
            "url must be of a loopback or private address, unless"
                + " rebound.mock.webhook-targets=any");
      }
    }
    return new Target(url, new InetSocketAddress(addresses[0], TargetUrl.port(url)));
  }

  private InetAddress[] addresses(String host) {
    try {
      return lookup.find(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("the host of url is not known");
    }
  }

  // Not link-local: of those addresses clouds serve what only the machine itself may read.
  private static boolean isNear(InetAddress address) {
    return address.isLoopbackAddress() || address.isSiteLocalAddress() || isUniqueLocal(address);
  }

  /** RFC 4193, which Java has no word for. */
  private static boolean isUniqueLocal(InetAddress address) {
    return address instanceof Inet6Address
        && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
  }
}
