package dev.rebound.http;

import dev.rebound.http.read.Problem;
import dev.rebound.http.write.Answer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** A request's way through the edge: method, key, account, scope, limit, endpoint. */
final class ResourceHandler implements Handler<HttpServerRequest> {
  private static final CharSequence ALLOW_HEADERS =
      "AUTHORIZATION, Content-Type, On-behalf-of, x-sg-elas-acl";
  private static final CharSequence SECURITY_POLICY =
      "default-src https://api.sendgrid.com; frame-src 'none'; object-src 'none'";

  private final Resource resource;
  private final String corsMethods;
  private final Authentication authentication;
  private final RateLimit rateLimit;
  private final Responses responses;

  ResourceHandler(
      Resource resource, Authentication authentication, RateLimit rateLimit, Responses responses) {
    this.resource = resource;
    this.corsMethods = resource.corsMethods();
    this.authentication = authentication;
    this.rateLimit = rateLimit;
    this.responses = responses;
  }

  @Override
  public void handle(HttpServerRequest request) {
    request.pause();
    addCommonHeaders(request.response().headers());
    answer(request)
        .compose(answer -> responses.send(request, answer))
        .onFailure(cause -> responses.fail(request, resource.paths().get(0), cause));
  }

  private Future<Answer> answer(HttpServerRequest request) {
    HttpMethod method = request.method();
    Resource.Action action = resource.action(method);
    if (method == HttpMethod.OPTIONS || action == null) {
      request.response().putHeader("Allow", resource.allowedMethods());
      return method == HttpMethod.OPTIONS
          ? Future.succeededFuture(Answer.EMPTY)
          : Answer.ofProblem(Problem.METHOD_NOT_ALLOWED);
    }
    return authentication
        .caller(request)
        .compose(read -> read.fold(caller -> serve(request, action, caller), Answer::ofProblem));
  }

  private Future<Answer> serve(HttpServerRequest request, Resource.Action action, Caller caller) {
    if (action.scope() != null && !action.scope().isGrantedBy(caller.scopes())) {
      return Answer.ofProblem(Problem.ACCESS_FORBIDDEN);
    }
    if (!rateLimit.admits(caller.account().id(), request.response())) {
      return Answer.ofProblem(Problem.TOO_MANY_REQUESTS);
    }
    return action.endpoint().handle(request, caller);
  }

  // What SendGrid's services of this family send with every answer (contract, 2.6).
  private void addCommonHeaders(MultiMap headers) {
    headers
        .set("Access-Control-Allow-Origin", "*")
        .set("Access-Control-Allow-Methods", corsMethods)
        .set("Access-Control-Allow-Headers", ALLOW_HEADERS)
        .set("Access-Control-Expose-Headers", "Link")
        .set("Access-Control-Max-Age", "21600")
        .set("Content-Security-Policy", SECURITY_POLICY)
        .set("X-Content-Type-Options", "nosniff");
  }
}
