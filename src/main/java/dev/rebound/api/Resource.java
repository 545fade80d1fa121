package dev.rebound.api;

import dev.rebound.domain.Scope;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Paths and what their methods do. {@code HEAD} is {@code GET} without the body, {@code OPTIONS}
 * tells the methods.
 *
 * @param paths as they come on the wire, not decoded
 * @param variable what stands between path and suffix, by name; null when a path must be one of
 *     them
 * @param suffix null when a path must be one of them; else every path belongs to it that starts
 *     with one of them and ends with this
 */
public record Resource(
    List<String> paths, String variable, String suffix, Map<HttpMethod, OpenEndpoint> endpoints) {

  public static Resource at(String... paths) {
    return new Resource(List.of(paths), null, null, Map.of());
  }

  public static Resource below(String variable, String... prefixes) {
    return new Resource(List.of(prefixes), variable, "", Map.of());
  }

  public static Resource between(String prefix, String variable, String suffix) {
    return new Resource(List.of(prefix), variable, suffix, Map.of());
  }

  /**
   * @param scope that a key needs, or null when any key will do
   */
  public Resource with(HttpMethod method, Scope scope, Endpoint endpoint) {
    return withOpen(method, OpenEndpoint.withKey(scope, endpoint));
  }

  public Resource withOpen(HttpMethod method, OpenEndpoint endpoint) {
    Map<HttpMethod, OpenEndpoint> more = new LinkedHashMap<>(endpoints);
    more.put(method, endpoint);
    return new Resource(paths, variable, suffix, more);
  }

  /** Whether it is named by the start of a path and not by all of it. */
  boolean isPrefix() {
    return suffix != null;
  }

  /** Its paths in one, for logs and metrics, where a path itself may hold an address. */
  String template() {
    return isPrefix() ? paths.get(0) + "{" + variable + "}" + suffix : paths.get(0);
  }

  /** Null when the method is not allowed. */
  OpenEndpoint endpoint(HttpMethod method) {
    return endpoints.get(method == HttpMethod.HEAD ? HttpMethod.GET : method);
  }

  /** The methods as browsers are told them (contract, 2.6). */
  String corsMethods() {
    return endpoints.keySet().stream()
        .map(HttpMethod::name)
        .collect(Collectors.joining(", ", "", ", OPTIONS"));
  }

  /** The methods as everybody else is told them. */
  String allowedMethods() {
    return endpoints.containsKey(HttpMethod.GET) ? "HEAD, " + corsMethods() : corsMethods();
  }
}
