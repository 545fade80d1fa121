package dev.rebound.mirror;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The other service and the credentials for it.
 *
 * @param url scheme, host and an optional path, without a trailing slash
 * @param key the token after {@code Bearer} (contract, 2.1)
 * @param onBehalfOf the on-behalf-of header, which names a subuser (contract, 2.3)
 */
public record RemoteService(URI url, String key, Optional<String> onBehalfOf) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");
  private static final Pattern KEY = Pattern.compile("[!-~]{1,500}");
  private static final Pattern NAME = Pattern.compile("[!-~]([ -~]{0,498}[!-~])?");

  /**
   * Checks an operator's input.
   *
   * @param insecure whether the key may be sent unencrypted to another machine
   * @throws IllegalArgumentException for invalid input; its message contains no secret
   */
  public static RemoteService of(
      String url, String key, Optional<String> onBehalfOf, boolean insecure) {
    URI address = parseUrl(url);
    boolean isSafe = "https".equalsIgnoreCase(address.getScheme());
    if (!isSafe && !insecure && !LOOPBACK.matcher(address.getHost()).matches()) {
      throw new IllegalArgumentException(
          "--from must start with https://, otherwise the key is sent unencrypted (--insecure allows"
              + " it)");
    }
    // The HTTP client would print an invalid key.
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("the key must be printable ASCII without blanks");
    }
    if (onBehalfOf.isPresent() && !NAME.matcher(onBehalfOf.get()).matches()) {
      throw new IllegalArgumentException("--on-behalf-of must be printable ASCII");
    }
    return new RemoteService(address, key, onBehalfOf);
  }

  private static URI parseUrl(String url) {
    try {
      URI address = new URI(url.strip().replaceFirst("/+$", ""));
      String scheme = String.valueOf(address.getScheme());
      if ((scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
          && address.getHost() != null
          && address.getRawUserInfo() == null
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Reported below.
    }
    throw new IllegalArgumentException("--from must be a URL such as https://api.sendgrid.com");
  }

  /** Omits the key, for logs. */
  @Override
  public String toString() {
    return "RemoteService[" + url + "]";
  }
}
