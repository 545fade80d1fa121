package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.v2.V2Body;
import dev.rebound.api.v2.V2Json;
import dev.rebound.api.v2.V2Options;
import dev.rebound.api.v2.V2Request;
import dev.rebound.api.v2.V2Times;
import dev.rebound.api.v2.V2Xml;
import dev.rebound.api.wire.FormBody;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Query;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.KeyGrant;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Optional;

/**
 * A legacy request's way through the edge: its credentials are parameters like the others, and its
 * errors are told in its own forms.
 */
final class V2Handler implements Route {
  private static final String ANY_USER = "apikey";

  private final V2Resource resource;
  private final V2Options options;
  private final Gate gate;
  private final Clock clock;

  V2Handler(V2Resource resource, V2Options options, Gate gate, Clock clock) {
    this.resource = resource;
    this.options = options;
    this.gate = gate;
    this.clock = clock;
  }

  @Override
  public void handle(HttpServerRequest request) {
    request.pause();
    Future.succeededFuture(request)
        .compose(this::answer)
        .otherwise(cause -> failed(request, cause))
        .compose(answer -> gate.responses().send(request, answer))
        .onFailure(cause -> gate.responses().fail(request, resource.path(), cause));
  }

  @Override
  public String template() {
    return resource.path();
  }

  @Override
  public Future<Optional<Account>> account(HttpServerRequest request) {
    MultiMap noForm = MultiMap.caseInsensitiveMultiMap();
    return read(request, noForm)
        .fold(this::grant, problem -> Future.succeededFuture(Optional.<KeyGrant>empty()))
        .map(grant -> grant.map(KeyGrant::account));
  }

  @Override
  public ApiResponse refusal(HttpServerRequest request, Problem problem) {
    return refusal(problem);
  }

  private Future<ApiResponse> answer(HttpServerRequest request) {
    if (request.method() != HttpMethod.GET && request.method() != HttpMethod.POST) {
      request.response().putHeader("Allow", "GET, POST");
      return refused(Problem.METHOD_NOT_ALLOWED);
    }
    return Bodies.read(request, Bodies.MAX_FORM_LENGTH)
        .map(read -> read.then(body -> FormBody.read(request.getHeader("Content-Type"), body)))
        .compose(form -> form.fold(found -> answer(request, found), this::refused));
  }

  private Future<ApiResponse> answer(HttpServerRequest request, MultiMap form) {
    return read(request, form).fold(legacy -> admit(request, legacy), this::refused);
  }

  private Result<V2Request> read(HttpServerRequest request, MultiMap form) {
    return Query.read(request)
        .then(query -> new Result.Valid<>(new V2Request(query, form, options.zone(), clock)));
  }

  private Future<ApiResponse> admit(HttpServerRequest request, V2Request legacy) {
    return grant(legacy)
        .compose(
            grant ->
                grant.isEmpty()
                    ? refused(V2Request.BAD_CREDENTIALS)
                    : serve(
                        request, legacy, new Caller(grant.get().account(), grant.get().scopes())));
  }

  private Future<Optional<KeyGrant>> grant(V2Request legacy) {
    return ApiKey.parse(legacy.key())
        .map(key -> gate.authentication().grant(key))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(grant -> grant.filter(found -> isUser(legacy.user(), found)));
  }

  private static boolean isUser(String user, KeyGrant grant) {
    return user.equals(ANY_USER) || user.equals(grant.account().name());
  }

  private Future<ApiResponse> serve(HttpServerRequest request, V2Request legacy, Caller caller) {
    Scope scope = resource.scope();
    if (!scope.isGrantedBy(caller.scopes())) {
      return refused(V2Request.NO_PERMISSION);
    }
    if (!gate.rateLimit().admits(caller.account().id(), request.response())) {
      return refused(Problem.TOO_MANY_REQUESTS);
    }
    return resource.action().handle(legacy, body(legacy.isDateAsked()), caller);
  }

  private V2Body body(boolean withTimes) {
    V2Times times = new V2Times(withTimes, options.zone());
    return resource.isXml()
        ? new V2Xml(times)
        : new V2Json(options.jsonContentType(), options.integerCount(), times);
  }

  private Future<ApiResponse> refused(Problem problem) {
    return Future.succeededFuture(refusal(problem));
  }

  private ApiResponse refusal(Problem problem) {
    V2Body body = body(false);
    return body.answer(problem.status(), body.problem(problem));
  }

  private ApiResponse failed(HttpServerRequest request, Throwable cause) {
    return refusal(gate.responses().explain(request, resource.path(), cause));
  }
}
