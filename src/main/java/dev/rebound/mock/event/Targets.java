package dev.rebound.mock.event;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * The allowed targets: loopback and private addresses. Otherwise anyone with access to the controls
 * could reach hosts through this service; a test needs hosts of its own network only.
 */
public final class Targets {
  private static final int UNIQUE_LOCAL = 0xfc;
  private static final int UNIQUE_LOCAL_MASK = 0xfe;

  private final boolean isAnyAllowed;
  private final Lookup lookup;

  /** Resolves a host. */
  @FunctionalInterface
  interface Lookup {
    /** Returns all addresses of a host, at least one. */
    InetAddress[] find(String host) throws UnknownHostException;
  }

  /**
   * @param isAnyAllowed whether public addresses are allowed too
   */
  public Targets(boolean isAnyAllowed) {
    this(isAnyAllowed, InetAddress::getAllByName);
  }

  Targets(boolean isAnyAllowed, Lookup lookup) {
    this.isAnyAllowed = isAnyAllowed;
    this.lookup = lookup;
  }

  /**
   * Resolves the host of a URL, which may take seconds.
   *
   * @throws IllegalArgumentException for an unknown host, or one with an address that is not
   *     allowed
   */
  public Target find(URI url) {
    InetAddress[] addresses = addresses(url.getHost());
    for (InetAddress address : addresses) {
      if (!isAnyAllowed && !isNear(address)) {
        throw new IllegalArgumentException(
            "url must be of a loopback or private address, unless"
                + " rebound.mock.webhook-targets=any");
      }
    }
    return new Target(url, new InetSocketAddress(addresses[0], Target.port(url)));
  }

  private InetAddress[] addresses(String host) {
    try {
      return lookup.find(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("the host of url is not known");
    }
  }

  // Clouds serve a machine's credentials on link-local addresses.
  private static boolean isNear(InetAddress address) {
    return address.isLoopbackAddress() || address.isSiteLocalAddress() || isUniqueLocal(address);
  }

  /** Whether an address is unique local (RFC 4193); Java has no method for it. */
  private static boolean isUniqueLocal(InetAddress address) {
    return address instanceof Inet6Address
        && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
  }
}
