package dev.rebound.api;

import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * What may be told of an answered request: nothing in it was made up by the client.
 *
 * @param route a template, never a path
 * @param method {@value #OTHER} for one that is not known
 */
record Answered(String route, String method, int code) {
  private static final String OTHER = "other";
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  static Answered of(String route, HttpMethod method, int code) {
    return new Answered(route, METHODS.contains(method) ? method.name() : OTHER, code);
  }

  /** Whether it is the service's failure. */
  boolean isFailure() {
    return code >= 500;
  }
}
