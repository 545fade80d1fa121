package dev.rebound.mock.event;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The receiver of events.
 *
 * @param address of the URL's host, resolved once, since a second resolution may differ
 */
public record Target(URI url, InetSocketAddress address) {
  private static final int MAX_LENGTH = 2_048;
  private static final int MAX_PORT = 65_535;
  private static final String FORM =
      "http:// or https:// with a host, no user and no fragment, such as"
          + " http://127.0.0.1:9999/hook";

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException for a URL that nothing can be sent to
   */
  public static URI parseUrl(String text) {
    try {
      // Half a surrogate pair has no encoding.
      if (text.length() <= MAX_LENGTH && StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        // Non-ASCII letters are allowed, and sent encoded.
        URI url = new URI(new URI(text).toASCIIString());
        if (isOfHost(url)) {
          return url;
        }
      }
    } catch (URISyntaxException e) {
      // The check below refuses it.
    }
    throw new IllegalArgumentException("url must be " + FORM);
  }

  private static boolean isOfHost(URI url) {
    return url.getScheme() != null
        && (isSecure(url) || url.getScheme().equalsIgnoreCase("http"))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null
        && url.getPort() != 0
        && url.getPort() <= MAX_PORT;
  }

  boolean isSecure() {
    return isSecure(url);
  }

  private static boolean isSecure(URI url) {
    return url.getScheme().toLowerCase(Locale.ROOT).equals("https");
  }

  static int port(URI url) {
    int given = url.getPort();
    return given >= 0 ? given : isSecure(url) ? 443 : 80;
  }

  /** Returns the target of the request line. */
  String path() {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }
}
