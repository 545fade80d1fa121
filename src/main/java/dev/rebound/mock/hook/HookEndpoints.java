package dev.rebound.mock.hook;

import dev.rebound.api.ApiPath;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Scope;
import dev.rebound.mock.event.EventSigner;
import dev.rebound.mock.event.Target;
import dev.rebound.mock.event.Targets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * SendGrid's API for the settings of the Event Webhook, in a mock: below {@code
 * /v3/user/webhooks/event/settings}. Without an id it concerns the oldest webhook; a change creates
 * the first one.
 */
public final class HookEndpoints {
  private static final String PATH = "/v3/user/webhooks/event/settings";
  private static final int MAX_BODY = 1 << 16;

  private final Hooks hooks;
  private final Targets targets;
  private final Clock clock;

  public HookEndpoints(Hooks hooks, Targets targets, Clock clock) {
    this.hooks = hooks;
    this.targets = targets;
    this.clock = clock;
  }

  /** Returns the paths of the endpoints. */
  public List<ApiPath> paths() {
    return List.of(
        ApiPath.of(
            PATH,
            PATH + "/?",
            method(HttpMethod.GET, Scope.WEBHOOKS_READ, this::show),
            method(HttpMethod.POST, Scope.WEBHOOKS_CREATE, this::create),
            method(HttpMethod.PATCH, Scope.WEBHOOKS_UPDATE, this::update)),
        ApiPath.of(
            PATH + "/all",
            PATH + "/all/?",
            method(HttpMethod.GET, Scope.WEBHOOKS_READ, this::list)),
        ApiPath.of(
            PATH + "/signed/{id}",
            PATH + "/signed(?:/[^/]*)?",
            method(HttpMethod.GET, Scope.WEBHOOKS_READ, this::showKey),
            method(HttpMethod.PATCH, Scope.WEBHOOKS_UPDATE, this::sign)),
        ApiPath.of(
            PATH + "/{id}",
            PATH + "/[^/]+",
            method(HttpMethod.GET, Scope.WEBHOOKS_READ, this::show),
            method(HttpMethod.PATCH, Scope.WEBHOOKS_UPDATE, this::update),
            method(HttpMethod.DELETE, Scope.WEBHOOKS_DELETE, this::delete)));
  }

  private static ApiPath.Method method(HttpMethod method, Scope scope, Endpoint endpoint) {
    return ApiPath.Method.of(method, scope, refusing(endpoint)).withBody(MAX_BODY);
  }

  private static Endpoint refusing(Endpoint endpoint) {
    return (context, caller) ->
        Future.succeededFuture()
            .compose(begun -> endpoint.handle(context, caller))
            .recover(
                cause ->
                    cause instanceof RefusedException refused
                        ? Future.succeededFuture(refused.response())
                        : Future.failedFuture(cause));
  }

  private static ApiResponse json(int status, JsonObject json) {
    return ApiResponse.of(status, ApiResponse.JSON, json.toBuffer());
  }

  /** Returns the id at the end of the path; empty where there is none. */
  private static Optional<String> id(RoutingContext context) {
    String last = context.request().path().substring(PATH.length()).replaceFirst("^/signed", "");
    return Optional.of(last.replaceFirst("^/", "")).filter(id -> !id.isEmpty());
  }

  /** Returns the webhook of the path, or the oldest one; empty where there is none yet. */
  private Optional<Hook> hook(RoutingContext context, Caller caller) {
    long accountId = caller.account().id();
    Optional<String> id = id(context);
    if (id.isEmpty()) {
      return hooks.of(accountId).stream().findFirst();
    }
    return Optional.of(hooks.find(accountId, id.get()).orElseThrow(RefusedException::unknownId));
  }

  private Future<ApiResponse> show(RoutingContext context, Caller caller) {
    JsonObject json =
        hook(context, caller)
            .map(Hook::json)
            .orElseGet(() -> HookSettings.NONE.json().put("id", ""));
    return Future.succeededFuture(json(200, json));
  }

  private Future<ApiResponse> list(RoutingContext context, Caller caller) {
    JsonArray all = new JsonArray();
    hooks.of(caller.account().id()).forEach(hook -> all.add(hook.json()));
    return Future.succeededFuture(
        json(200, new JsonObject().put("max_allowed", Hooks.MAX).put("webhooks", all)));
  }

  private Future<ApiResponse> create(RoutingContext context, Caller caller) {
    HookSettings settings = HookRequest.settings(RequestData.body(context), HookSettings.NONE);
    return change(caller, Optional.empty(), settings).map(hook -> json(201, hook.json()));
  }

  private Future<ApiResponse> update(RoutingContext context, Caller caller) {
    Optional<Hook> old = hook(context, caller);
    HookSettings settings =
        HookRequest.settings(
            RequestData.body(context), old.map(Hook::settings).orElse(HookSettings.NONE));
    return change(caller, old, settings).map(hook -> json(200, hook.json()));
  }

  private Future<Hook> change(Caller caller, Optional<Hook> old, HookSettings settings) {
    return target(settings)
        .map(
            target ->
                change(caller, old, hook -> hook.withSettings(settings, target, clock.instant())));
  }

  /** Changes a webhook, or a new one, and returns it. */
  private Hook change(Caller caller, Optional<Hook> old, UnaryOperator<Hook> change) {
    long accountId = caller.account().id();
    return old.map(hook -> hooks.replace(accountId, hook.id(), change))
        .orElseGet(() -> hooks.add(accountId, change.apply(Hook.created(clock.instant()))));
  }

  private Future<ApiResponse> showKey(RoutingContext context, Caller caller) {
    JsonObject json =
        hook(context, caller)
            .map(Hook::signatureJson)
            .orElseGet(() -> new JsonObject().put("id", "").put("public_key", ""));
    return Future.succeededFuture(json(200, json));
  }

  /** Switches signatures on, with a new key, or off. */
  private Future<ApiResponse> sign(RoutingContext context, Caller caller) {
    Optional<Hook> old = hook(context, caller);
    Optional<EventSigner> signer =
        HookRequest.isSigned(RequestData.body(context))
            ? Optional.of(EventSigner.create())
            : Optional.empty();
    Hook changed = change(caller, old, hook -> hook.withSigner(signer));
    return Future.succeededFuture(json(200, changed.signatureJson()));
  }

  private Future<ApiResponse> delete(RoutingContext context, Caller caller) {
    hooks.remove(caller.account().id(), hook(context, caller).orElseThrow().id());
    return Future.succeededFuture(ApiResponse.NO_CONTENT);
  }

  /**
   * Returns the target of settings; empty without a URL. A host is looked up on a worker thread.
   */
  private Future<Optional<Target>> target(HookSettings settings) {
    String url = settings.url();
    if (url.isEmpty()) {
      return settings.isEnabled()
          ? Future.failedFuture(RefusedException.of(400, "'' is not a valid url"))
          : Future.succeededFuture(Optional.empty());
    }
    try {
      URI parsed = Target.parseUrl(url);
      return Vertx.currentContext()
          .executeBlocking(() -> Optional.of(targets.find(parsed)), false)
          .recover(cause -> Future.failedFuture(refused(url, cause)));
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(RefusedException.of(400, "'" + url + "' is not a valid url"));
    }
  }

  private static Throwable refused(String url, Throwable cause) {
    return cause instanceof IllegalArgumentException
        ? RefusedException.of(400, "'" + url + "' is not a valid url: " + cause.getMessage())
        : cause;
  }
}
