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
 * A path of the API, whose methods need a scope and may have a body.
 *
 * @param template names the routes
 * @param pattern of the raw path
 * @param methods besides OPTIONS
 * @param style where SendGrid's service behind this path has another style than the service of the
 *     bounces
 */
public record ApiPath(
    String template, String pattern, List<Method> methods, Optional<Style> style) {
  public ApiPath {
    methods = List.copyOf(methods);
  }

  /** Returns a path in the style of the bounces. */
  static ApiPath of(String template, String pattern, Method... methods) {
    return new ApiPath(template, pattern, List.of(methods), Optional.empty());
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
