package dev.rebound.mock.hook;

import dev.rebound.api.ApiPath;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.StrictJson;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Scope;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import dev.rebound.mock.event.EventSigner;
import dev.rebound.mock.event.Target;
import dev.rebound.mock.event.Targets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * SendGrid's API for the settings of the Event Webhook, in a mock: below {@code
 * /v3/user/webhooks/event/settings}. Without an id it concerns the oldest webhook; a change creates
 * the first one.
 */
public final class HookEndpoints {
  private static final String PATH = "/v3/user/webhooks/event/settings";
  private static final int MAX_BODY = 1 << 16;
  private static final int MAX_HOOKS = 5;
  private static final int MAX_NAME = 1_000;

  private final Hooks hooks;
  private final Targets targets;
  private final Clock clock;

  /** Refuses a request with a message in SendGrid's format. */
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient JsonObject error;

    RefusedException(int status, JsonObject error) {
      this.status = status;
      this.error = error;
    }

    static RefusedException of(int status, String message) {
      return new RefusedException(status, new JsonObject().put("message", message));
    }

    ApiResponse response() {
      return json(status, new JsonObject().put("errors", new JsonArray().add(error)));
    }
  }

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
    return Optional.of(
        hooks
            .find(accountId, id.get())
            .orElseThrow(() -> RefusedException.of(404, "Invalid id provided.")));
  }

  private Hook newHook(HookSettings settings, Optional<Target> target) {
    return new Hook(
        UUID.randomUUID().toString(),
        settings,
        target,
        Optional.empty(),
        clock.instant(),
        clock.instant());
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
        json(200, new JsonObject().put("max_allowed", MAX_HOOKS).put("webhooks", all)));
  }

  private Future<ApiResponse> create(RoutingContext context, Caller caller) {
    HookSettings settings = read(context, HookSettings.NONE);
    return target(settings)
        .map(
            target -> {
              Hook hook = newHook(settings, target);
              hooks.change(
                  caller.account().id(),
                  existing -> {
                    if (existing.size() >= MAX_HOOKS) {
                      throw RefusedException.of(
                          400,
                          "You have reached the maximum number of webhooks per your current"
                              + " billing plan.");
                    }
                    requireUnique(existing, hook);
                    List<Hook> more = new ArrayList<>(existing);
                    more.add(hook);
                    return more;
                  });
              return json(201, hook.json());
            });
  }

  private Future<ApiResponse> update(RoutingContext context, Caller caller) {
    Optional<Hook> old = hook(context, caller);
    HookSettings settings = read(context, old.map(Hook::settings).orElse(HookSettings.NONE));
    return target(settings)
        .map(
            target -> {
              Hook changed =
                  replace(
                      caller,
                      old,
                      hook -> hook.withSettings(settings, target, clock.instant()),
                      () -> newHook(settings, target));
              return json(200, changed.json());
            });
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
    JsonFields fields = new JsonFields(body(context).getMap());
    if (!fields.has("enabled")) {
      throw RefusedException.of(400, "enabled is required");
    }
    Optional<EventSigner> signer;
    try {
      signer = fields.flag("enabled") ? Optional.of(EventSigner.create()) : Optional.empty();
      fields.requireKnown();
    } catch (FieldException e) {
      throw RefusedException.of(400, e.getMessage());
    }
    Hook changed =
        replace(
            caller,
            old,
            hook -> hook.withSigner(signer),
            () -> newHook(HookSettings.NONE, Optional.empty()).withSigner(signer));
    return Future.succeededFuture(json(200, changed.signatureJson()));
  }

  private Future<ApiResponse> delete(RoutingContext context, Caller caller) {
    Hook hook = hook(context, caller).orElseThrow();
    hooks.change(
        caller.account().id(),
        existing -> existing.stream().filter(other -> !other.id().equals(hook.id())).toList());
    return Future.succeededFuture(ApiResponse.NO_CONTENT);
  }

  /** Replaces a webhook, or creates the first one, and returns the new one. */
  private Hook replace(
      Caller caller, Optional<Hook> old, UnaryOperator<Hook> change, Supplier<Hook> first) {
    AtomicReference<Hook> replaced = new AtomicReference<>();
    hooks.change(
        caller.account().id(),
        existing -> {
          List<Hook> others = new ArrayList<>(existing);
          int at = old.map(hook -> indexOf(existing, hook.id())).orElse(existing.size());
          Hook hook = at < existing.size() ? change.apply(existing.get(at)) : first.get();
          requireUnique(existing, hook);
          if (at < existing.size()) {
            others.set(at, hook);
          } else {
            others.add(hook);
          }
          replaced.set(hook);
          return others;
        });
    return replaced.get();
  }

  private static int indexOf(List<Hook> hooks, String id) {
    int at = hooks.stream().map(Hook::id).toList().indexOf(id);
    if (at < 0) {
      throw RefusedException.of(404, "Invalid id provided.");
    }
    return at;
  }

  private static void requireUnique(List<Hook> existing, Hook hook) {
    String url = hook.settings().url();
    existing.stream()
        .filter(other -> !other.id().equals(hook.id()) && other.settings().url().equals(url))
        .filter(other -> !url.isEmpty())
        .findFirst()
        .ifPresent(
            other -> {
              throw new RefusedException(
                  400,
                  new JsonObject()
                      .put("id", other.id())
                      .put(
                          "message",
                          "Webhook at '" + url + "' already exists. Please provide a unique URL.")
                      .put("url", url));
            });
  }

  private static HookSettings read(RoutingContext context, HookSettings old) {
    try {
      HookSettings settings = old.changed(body(context));
      if (settings.friendlyName().filter(name -> name.length() > MAX_NAME).isPresent()) {
        throw RefusedException.of(
            400, "friendly_name must have at most " + MAX_NAME + " characters");
      }
      return settings;
    } catch (FieldException e) {
      throw RefusedException.of(400, e.getMessage());
    }
  }

  private static JsonObject body(RoutingContext context) {
    Buffer body = RequestData.body(context);
    try {
      if (StrictJson.parse(body) instanceof JsonObject json) {
        return json;
      }
    } catch (DecodeException e) {
      // Refused below, as other JSON is.
    }
    throw RefusedException.of(400, "Request body is not valid json");
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
