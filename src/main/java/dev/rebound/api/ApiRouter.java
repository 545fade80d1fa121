package dev.rebound.api;

import dev.rebound.api.ApiPath.Access;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.LimitedBodyHandler;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Scope;
import dev.rebound.http.ErrorResponses;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * Mounts the paths of all APIs on one event loop. The name of a route is the path's template, the
 * label of metrics, logs and spans.
 *
 * <p>All routes match the raw path, without capture groups: Vert.x Web decodes or normalises
 * nothing then. One normalised route would turn a stray {@code %} in any path into 400.
 */
final class ApiRouter {
  private static final String OWN_PATHS = "/rebound/";

  private final Vertx vertx;
  private final Router router;
  private final ApiShared shared;
  private final RequestLog requestLog;
  private final Responder responder;
  private final BrokenRequests brokenRequests;
  private final Authentication authentication;
  private final Access byKey;
  private final Failures failures;

  ApiRouter(Vertx vertx, ApiShared shared) {
    this.vertx = vertx;
    this.router = Router.router(vertx);
    this.shared = shared;
    this.requestLog = shared.requestLog();
    SecurityHeaders security = new SecurityHeaders(shared.options().certificate().isPresent());
    this.responder =
        new Responder(shared.clock(), security, shared.interceptor(), shared.responseMemory());
    this.brokenRequests = new BrokenRequests(requestLog, responder, security);
    this.authentication = new Authentication(shared.bus(), shared.options());
    this.byKey =
        new Access(authentication::account, List.of(authentication), Problem.ACCESS_FORBIDDEN);
    this.failures = new Failures(responder, shared.rateLimit(), ApiResponse::problem);
  }

  ErrorResponses brokenRequests() {
    return brokenRequests;
  }

  /** Returns the router with all routes. To be called once. */
  Router mount() {
    router.route().handler(requestLog).handler(shared.connections()).failureHandler(requestLog);
    // Routes are tried in order: the most frequent one, the lookup of one address, is v3's first.
    Stream.of(
            V3Paths.of(shared),
            OwnPaths.of(shared),
            ManagementPaths.of(shared),
            shared.hooks().paths(),
            List.of(OwnPaths.webhooks(vertx, shared, authentication)),
            V2Paths.of(shared, authentication))
        .flatMap(List::stream)
        .forEach(this::mount);
    if (shared.options().hasPages()) {
      new ApiPages(responder).mount(router);
      new ApiControls(responder, authentication).mount(router, shared.hooks().controls(), failures);
    }
    intercepted(router.route(), byKey)
        .handler(context -> RequestData.refuse(context, Problem.NOT_FOUND))
        .failureHandler(failures);
    return router;
  }

  /** Mounts the methods of a path, then a route that refuses all others. */
  private void mount(ApiPath path) {
    Access access = path.access().orElse(byKey);
    for (ApiPath.Method method : path.methods()) {
      Route route = route(path).method(method.method());
      if (method.method() == HttpMethod.GET && path.hasImpliedMethods()) {
        route.method(HttpMethod.HEAD);
      }
      serve(styled(intercepted(route, access), path), access, method);
    }
    styled(intercepted(route(path), access), path)
        .handler(context -> handleOtherMethod(context, path));
  }

  // A dot matches any byte of a path, which Vert.x turns into a char each, line breaks too.
  private Route route(ApiPath path) {
    return router
        .routeWithRegex("(?s)" + path.pattern())
        .useNormalizedPath(false)
        .setName(path.template());
  }

  private Route intercepted(Route route, Access access) {
    shared
        .interceptor()
        .map(interceptor -> interceptor.before(access.account(), responder))
        .ifPresent(route::handler);
    return route;
  }

  private Route styled(Route route, ApiPath path) {
    CommonHeaders headers =
        path.style()
            .map(style -> new CommonHeaders(style.headers()))
            .orElseGet(() -> new CommonHeaders(path.corsMethods()));
    Failures inStyle =
        path.style()
            .map(style -> new Failures(responder, shared.rateLimit(), style.problems()))
            .orElse(failures);
    return route.handler(headers).failureHandler(headers).failureHandler(inStyle);
  }

  /** Adds what serves one method: its caller, scope, rate limit, body and endpoint. */
  private void serve(Route route, Access access, ApiPath.Method method) {
    access.handlers().forEach(route::handler);
    method
        .scope()
        .ifPresent(scope -> route.handler(context -> admit(context, scope, access.forbidden())));
    if (isRateLimited(route)) {
      route.handler(shared.rateLimit());
    }
    method.maxBody().ifPresent(maxBody -> route.handler(new LimitedBodyHandler(maxBody)));
    route.handler(respond(method.endpoint().get()));
  }

  private static void admit(RoutingContext context, Scope scope, Problem forbidden) {
    if (scope.isGrantedBy(RequestData.caller(context).scopes())) {
      context.next();
    } else {
      RequestData.refuse(context, forbidden);
    }
  }

  /** The limit counts requests of SendGrid's APIs; in store mode also those of Rebound's own. */
  private boolean isRateLimited(Route route) {
    boolean isCounted = !shared.isMock() || !route.getName().startsWith(OWN_PATHS);
    return isCounted && shared.rateLimit().isLimited();
  }

  private Handler<RoutingContext> respond(Endpoint endpoint) {
    return context ->
        endpoint
            .handle(context, RequestData.caller(context))
            .onSuccess(response -> responder.send(context, response))
            .onFailure(context::fail);
  }

  /** OPTIONS lists the methods of a path; any other method that is not mounted gets 405. */
  private void handleOtherMethod(RoutingContext context, ApiPath path) {
    context.response().putHeader("Allow", path.allowed());
    if (context.request().method() == HttpMethod.OPTIONS && path.hasImpliedMethods()) {
      responder.send(context, ApiResponse.EMPTY);
    } else {
      RequestData.refuse(context, Problem.METHOD_NOT_ALLOWED);
    }
  }
}
