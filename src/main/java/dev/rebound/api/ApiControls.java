package dev.rebound.api;

import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Scope;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Serves the mock's controls of the admin port to keys with a scope of their own. They are neither
 * recorded nor faulted, and do not count towards the rate limit.
 */
final class ApiControls {
  private final Responder responder;
  private final Handler<RoutingContext> authentication;

  ApiControls(Responder responder, Handler<RoutingContext> authentication) {
    this.responder = responder;
    this.authentication = authentication;
  }

  /** Mounts the controls on routes that match the raw path, as all routes of the API do. */
  void mount(
      Router router, Consumer<Function<String, Route>> controls, Handler<RoutingContext> failures) {
    controls.accept(path -> route(router, path, failures));
  }

  private Route route(Router router, String path, Handler<RoutingContext> failures) {
    return router
        .routeWithRegex(Pattern.quote(path))
        .useNormalizedPath(false)
        .setName(path)
        .handler(this::prepare)
        .handler(authentication)
        .handler(ApiControls::requireScope)
        .failureHandler(context -> refuse(context, failures));
  }

  // A control writes its own failures.
  private static void refuse(RoutingContext context, Handler<RoutingContext> failures) {
    if (RequestData.problem(context).isPresent()) {
      failures.handle(context);
    } else {
      context.next();
    }
  }

  private void prepare(RoutingContext context) {
    responder.prepare(context, Responder.NO_STORE);
    context.next();
  }

  private static void requireScope(RoutingContext context) {
    if (Scope.MOCK.isGrantedBy(RequestData.caller(context).scopes())) {
      context.next();
    } else {
      RequestData.refuse(context, Problem.ACCESS_FORBIDDEN);
    }
  }
}
