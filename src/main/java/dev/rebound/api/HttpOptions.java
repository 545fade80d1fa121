package dev.rebound.api;

import dev.rebound.api.endpoint.DeleteAllRule;
import dev.rebound.api.v2.V2Format;
import dev.rebound.api.v3.V3Options;
import dev.rebound.http.ReadLimits;
import dev.rebound.http.ServerCertificate;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the API.
 *
 * @param publicUrl start of the links in responses; empty for the scheme and host of the request
 * @param certificate for TLS; empty for plain HTTP
 * @param strictAccept whether a list request whose Accept header does not allow JSON gets 406
 *     (contract, 2.4)
 * @param requestsPerMinute limit of one account; 0 for no limit
 * @param maxConnections limit of all event loops together, 1 or more
 * @param maxConnectionsPerAddress limit of one client address; 0 for no limit
 * @param maxAdminConnections limit of the admin server, 1 or more
 * @param readLimits times that a connection may take to send
 * @param keyCache time for which replies about keys and webhooks are cached
 * @param accessShare share of the responses that are logged, 0 to 1
 * @param signatureWindow greatest distance between now and the time of a signed delivery, either
 *     way
 * @param canKeepErased whether an erased address may stay blocked
 * @param deleteAll for requests that delete rows without naming their addresses
 * @param hasPages whether the service has its pages for browsers
 * @param ownKeyId the public id of the key that the settings name; empty if they name none
 */
public record HttpOptions(
    String host,
    int port,
    String publicUrl,
    Optional<ServerCertificate> certificate,
    boolean strictAccept,
    int requestsPerMinute,
    int maxConnections,
    int maxConnectionsPerAddress,
    int maxAdminConnections,
    ReadLimits readLimits,
    AcceptedKeys acceptedKeys,
    Duration keyCache,
    double accessShare,
    Duration signatureWindow,
    DeleteAllRule deleteAll,
    boolean canKeepErased,
    boolean hasPages,
    Optional<String> ownKeyId,
    V3Options v3,
    V2Format.Options v2) {
  /** The keys that give access. */
  public enum AcceptedKeys {
    /** Keys of the database. */
    KNOWN,
    /** Also every other key in SendGrid's form, for the root account. */
    FORMED,
    /** Also every other text, for the root account. */
    ANY
  }

  /** Requests of an account in a minute (contract, 2.6). */
  public static final int SENDGRIDS_LIMIT = 600;

  /** Returns the URL of the API as far as the settings know it, without a slash at its end. */
  public String baseUrl() {
    return publicUrl.isEmpty() ? url(port) : publicUrl;
  }

  /** Returns the URL on which the API listens. */
  public String url(int actualPort) {
    String scheme = certificate.isPresent() ? "https" : "http";
    String authority = host.contains(":") ? "[" + host + "]" : host;
    return scheme + "://" + authority + ":" + actualPort;
  }
}
