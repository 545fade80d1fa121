package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Account;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request's way through the edge: method, entrance, endpoint, answer. */
final class ResourceHandler implements Route {
  // What SendGrid's services of this family send with every answer (contract, 2.6).
  private static final Map<CharSequence, CharSequence> COMMON_HEADERS =
      optimized(
          "Access-Control-Allow-Origin", "*",
          "Access-Control-Allow-Headers",
              "AUTHORIZATION, Content-Type, On-behalf-of, x-sg-elas-acl",
          "Access-Control-Expose-Headers", "Link",
          "Access-Control-Max-Age", "21600",
          "Content-Security-Policy",
              "default-src https://api.sendgrid.com; frame-src 'none'; object-src 'none'",
          "X-Content-Type-Options", "nosniff");
  private static final CharSequence ALLOW_METHODS =
      HttpHeaders.createOptimized("Access-Control-Allow-Methods");

  private final Resource resource;
  private final String template;
  private final CharSequence corsMethods;
  private final Gate gate;

  ResourceHandler(Resource resource, Gate gate) {
    this.resource = resource;
    this.template = resource.template();
    this.corsMethods = HttpHeaders.createOptimized(resource.corsMethods());
    this.gate = gate;
  }

  /** Of a path that starts as it must: whether it ends so too. */
  boolean endsLike(String path) {
    return path.endsWith(resource.suffix());
  }

  @Override
  public void handle(HttpServerRequest request) {
    request.pause();
    addCommonHeaders(request.response().headers());
    // Within the chain, so that what is thrown is answered too.
    Future.succeededFuture(request)
        .compose(this::answer)
        .compose(answer -> gate.responses().send(request, answer))
        .onFailure(cause -> gate.responses().fail(request, template, cause));
  }

  @Override
  public String template() {
    return template;
  }

  @Override
  public Future<Optional<Account>> account(HttpServerRequest request) {
    return gate.caller(request)
        .map(read -> read.fold(caller -> Optional.of(caller.account()), none -> Optional.empty()));
  }

  @Override
  public ApiResponse refusal(HttpServerRequest request, Problem problem) {
    addCommonHeaders(request.response().headers());
    return ApiResponse.problem(problem);
  }

  private Future<ApiResponse> answer(HttpServerRequest request) {
    HttpMethod method = request.method();
    OpenEndpoint endpoint = resource.endpoint(method);
    if (method == HttpMethod.OPTIONS || endpoint == null) {
      request.response().putHeader("Allow", resource.allowedMethods());
      return method == HttpMethod.OPTIONS
          ? Future.succeededFuture(ApiResponse.EMPTY)
          : ApiResponse.ofProblem(Problem.METHOD_NOT_ALLOWED);
    }
    return endpoint.handle(request, gate);
  }

  private void addCommonHeaders(MultiMap headers) {
    headers.set(ALLOW_METHODS, corsMethods);
    COMMON_HEADERS.forEach(headers::set);
  }

  private static Map<CharSequence, CharSequence> optimized(String... namesAndValues) {
    Map<CharSequence, CharSequence> headers = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(
          HttpHeaders.createOptimized(namesAndValues[i]),
          HttpHeaders.createOptimized(namesAndValues[i + 1]));
    }
    return headers;
  }
}
