package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path of the API.
 *
 * @param template names the routes
 * @param pattern of the raw path
 * @param methods besides HEAD and OPTIONS
 * @param style where SendGrid's service behind this path has another style than the service of the
 *     bounces
 * @param access where the path needs something else than an API key
 */
public record ApiPath(
    String template,
    String pattern,
    List<Method> methods,
    Optional<Style> style,
    Optional<Access> access) {
  public ApiPath {
    methods = List.copyOf(methods);
  }

  /** Returns a path in the style of the bounces. */
  public static ApiPath of(String template, String pattern, Method... methods) {
    return new ApiPath(template, pattern, List.of(methods), Optional.empty(), Optional.empty());
  }

  /** Returns a path without parameters, in the style of the bounces. */
  public static ApiPath of(String path, Method... methods) {
    return of(path, Pattern.quote(path), methods);
  }

  public ApiPath withStyle(Style other) {
    return new ApiPath(template, pattern, methods, Optional.of(other), access);
  }

  ApiPath withAccess(Access other) {
    return new ApiPath(template, pattern, methods, style, Optional.of(other));
  }

  /** Returns whether HEAD stands for GET, and OPTIONS lists the methods. */
  boolean hasImpliedMethods() {
    return style.map(Style::hasImpliedMethods).orElse(true);
  }

  /** Returns the methods as browsers get them. */
  String corsMethods() {
    return names() + ", OPTIONS";
  }

  /** Returns the methods for an {@code Allow} header. */
  String allowed() {
    boolean hasGet = methods.stream().anyMatch(served -> served.method() == HttpMethod.GET);
    return hasImpliedMethods() ? (hasGet ? "HEAD, " : "") + corsMethods() : names();
  }

  private String names() {
    return methods.stream().map(served -> served.method().name()).collect(Collectors.joining(", "));
  }

  /**
   * A method of the path.
   *
   * @param scope that the caller needs; empty where every caller has access
   * @param maxBody bytes of a body that is read before the endpoint; a longer one gets 413
   * @param endpoint creates the endpoint of one event loop
   */
  public record Method(
      HttpMethod method, Optional<Scope> scope, OptionalInt maxBody, Supplier<Endpoint> endpoint) {

    /** Returns a method whose endpoint reads the body itself, or has none. */
    public static Method of(HttpMethod method, Scope scope, Endpoint endpoint) {
      return new Method(method, Optional.of(scope), OptionalInt.empty(), () -> endpoint);
    }

    /** Returns a method to which every caller has access. */
    static Method withoutScope(HttpMethod method, Endpoint endpoint) {
      return new Method(method, Optional.empty(), OptionalInt.empty(), () -> endpoint);
    }

    public Method withBody(int maxLength) {
      return new Method(method, scope, OptionalInt.of(maxLength), endpoint);
    }
  }

  /**
   * The style of a service.
   *
   * @param headers of every response
   * @param problems writes a refusal
   * @param hasImpliedMethods whether HEAD stands for GET, and OPTIONS lists the methods
   */
  public record Style(
      Map<String, String> headers,
      Function<Problem, ApiResponse> problems,
      boolean hasImpliedMethods) {
    public Style {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * How the caller of a path becomes known.
   *
   * @param account finds the account of a request, for {@link Interceptor#before}
   * @param handlers set the caller, or refuse
   * @param forbidden refuses a caller without the scope
   */
  public record Access(
      Function<RoutingContext, Future<Optional<Account>>> account,
      List<Handler<RoutingContext>> handlers,
      Problem forbidden) {
    public Access {
      handlers = List.copyOf(handlers);
    }
  }
}
