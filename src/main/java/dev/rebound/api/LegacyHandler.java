package dev.rebound.api;

import dev.rebound.api.endpoint.Answer;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.v2.LegacyBody;
import dev.rebound.api.v2.LegacyJson;
import dev.rebound.api.v2.LegacyOptions;
import dev.rebound.api.v2.LegacyRequest;
import dev.rebound.api.v2.LegacyTimes;
import dev.rebound.api.v2.LegacyXml;
import dev.rebound.api.wire.FormBody;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Query;
import dev.rebound.api.wire.Read;
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
final class LegacyHandler implements Route {
  private static final String ANY_USER = "apikey";

  private final LegacyResource resource;
  private final LegacyOptions options;
  private final Gate gate;
  private final Clock clock;

  LegacyHandler(LegacyResource resource, LegacyOptions options, Gate gate, Clock clock) {
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
  public Answer refusal(HttpServerRequest request, Problem problem) {
    return refusal(problem);
  }

  private Future<Answer> answer(HttpServerRequest request) {
    if (request.method() != HttpMethod.GET && request.method() != HttpMethod.POST) {
      request.response().putHeader("Allow", "GET, POST");
      return refused(Problem.METHOD_NOT_ALLOWED);
    }
    return Bodies.read(request, Bodies.MAX_FORM_LENGTH)
        .map(read -> read.then(body -> FormBody.read(request.getHeader("Content-Type"), body)))
        .compose(form -> form.fold(found -> answer(request, found), this::refused));
  }

  private Future<Answer> answer(HttpServerRequest request, MultiMap form) {
    return read(request, form).fold(legacy -> admit(request, legacy), this::refused);
  }

  private Read<LegacyRequest> read(HttpServerRequest request, MultiMap form) {
    return Query.read(request)
        .then(query -> new Read.Valid<>(new LegacyRequest(query, form, options.zone(), clock)));
  }

  private Future<Answer> admit(HttpServerRequest request, LegacyRequest legacy) {
    return grant(legacy)
        .compose(
            grant ->
                grant.isEmpty()
                    ? refused(LegacyRequest.BAD_CREDENTIALS)
                    : serve(
                        request, legacy, new Caller(grant.get().account(), grant.get().scopes())));
  }

  private Future<Optional<KeyGrant>> grant(LegacyRequest legacy) {
    return ApiKey.parse(legacy.key())
        .map(key -> gate.authentication().grant(key))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(grant -> grant.filter(found -> isUser(legacy.user(), found)));
  }

  private static boolean isUser(String user, KeyGrant grant) {
    return user.equals(ANY_USER) || user.equals(grant.account().name());
  }

  private Future<Answer> serve(HttpServerRequest request, LegacyRequest legacy, Caller caller) {
    Scope scope = resource.scope();
    if (!scope.isGrantedBy(caller.scopes())) {
      return refused(LegacyRequest.NO_PERMISSION);
    }
    if (!gate.rateLimit().admits(caller.account().id(), request.response())) {
      return refused(Problem.TOO_MANY_REQUESTS);
    }
    return resource.action().handle(legacy, body(legacy.isDateAsked()), caller);
  }

  private LegacyBody body(boolean withTimes) {
    LegacyTimes times = new LegacyTimes(withTimes, options.zone());
    return resource.isXml()
        ? new LegacyXml(times)
        : new LegacyJson(options.jsonContentType(), options.integerCount(), times);
  }

  private Future<Answer> refused(Problem problem) {
    return Future.succeededFuture(refusal(problem));
  }

  private Answer refusal(Problem problem) {
    LegacyBody body = body(false);
    return body.answer(problem.status(), body.problem(problem));
  }

  private Answer failed(HttpServerRequest request, Throwable cause) {
    return refusal(gate.responses().explain(request, resource.path(), cause));
  }
}
