package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Scope;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A path of SendGrid's API that only a mock serves.
 *
 * @param template names the routes
 * @param pattern of the raw path
 * @param methods besides OPTIONS
 * @param style where SendGrid's service behind this path has another style than the service of the
 *     bounces
 */
public record MockPath(
    String template, String pattern, List<Method> methods, Optional<Style> style) {
  public MockPath {
    methods = List.copyOf(methods);
  }

  /**
   * A method of the path.
   *
   * @param scope that the caller needs
   * @param maxBody bytes of a body; a longer one gets 413
   * @param endpoint creates the endpoint of one event loop
   */
  public record Method(HttpMethod method, Scope scope, int maxBody, Supplier<Endpoint> endpoint) {}

  /**
   * The style of a service.
   *
   * @param headers of every response
   * @param problems writes a refusal
   */
  public record Style(Map<String, String> headers, Function<Problem, ApiResponse> problems) {
    public Style {
      headers = Map.copyOf(headers);
    }
  }
}
