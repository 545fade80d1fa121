package dev.rebound.mirror;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the other list is, and as whom to ask for it.
 *
 * @param url scheme, host and perhaps a path, without a slash at its end
 * @param key what follows {@code Bearer} (contract, 2.1)
 * @param onBehalfOf a subuser there, named as the header names it (contract, 2.3)
 */
public record RemoteService(URI url, String key, Optional<String> onBehalfOf) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");
  private static final Pattern KEY = Pattern.compile("[!-~]{1,500}");
  private static final Pattern NAME = Pattern.compile("[!-~]([ -~]{0,498}[!-~])?");

  /**
   * Reads what an operator typed.
   *
   * @param insecure whether the key may go unencrypted to another machine
   * @throws IllegalArgumentException with a message for the operator, which holds no secret
   */
  public static RemoteService of(
      String url, String key, Optional<String> onBehalfOf, boolean insecure) {
    URI address = address(url);
    boolean isSafe = "https".equalsIgnoreCase(address.getScheme());
    if (!isSafe && !insecure && !LOOPBACK.matcher(address.getHost()).matches()) {
      throw new IllegalArgumentException(
          "--from must start with https://: the key would go over the network unencrypted"
              + " (--insecure allows it)");
    }
    // Checked here, since the HTTP client would print what it refuses.
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("the key must be printable ASCII without blanks");
    }
    if (onBehalfOf.isPresent() && !NAME.matcher(onBehalfOf.get()).matches()) {
      throw new IllegalArgumentException("--on-behalf-of must be printable ASCII");
    }
    return new RemoteService(address, key, onBehalfOf);
  }

  private static URI address(String url) {
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
      // Said below, as for a URL of another kind.
    }
    throw new IllegalArgumentException("--from must be a URL such as https://api.sendgrid.com");
  }

  /** The key stays out of logs. */
  @Override
  public String toString() {
    return "OtherService[" + url + "]";
  }
}
