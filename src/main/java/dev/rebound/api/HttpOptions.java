package dev.rebound.api;

import dev.rebound.api.v2.V2Options;
import dev.rebound.api.v3.ListRules;
import java.time.Duration;

/**
 * How the API is served.
 *
 * @param publicUrl what links start with; empty: the scheme and host of the request
 * @param strictAccept a list request whose Accept header does not allow JSON is refused (contract,
 *     2.4)
 * @param requestsPerMinute of one account; 0 for no limit
 * @param maxConnections of all event loops together, 1 or more
 * @param takesAnyKey every well-formed key is one of the root account that may do everything
 * @param keyCache how long a key is trusted, or not, without asking the store
 * @param accessShare of the answers that are logged, 0 to 1
 * @param signatureWindow how far the time of a signed delivery may be from now, either way
 */
public record HttpOptions(
    String host,
    int port,
    String publicUrl,
    boolean strictAccept,
    int requestsPerMinute,
    int maxConnections,
    boolean takesAnyKey,
    Duration keyCache,
    double accessShare,
    Duration signatureWindow,
    ListRules listRules,
    V2Options legacy) {
  /** Requests of an account in a minute (contract, 2.6). */
  public static final int SENDGRIDS_LIMIT = 600;

  /** What clients reach the API by, as far as the settings tell; without a slash at its end. */
  public String baseUrl() {
    if (!publicUrl.isEmpty()) {
      return publicUrl;
    }
    String authority = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + authority + ":" + port;
  }
}
