package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.BodyMemoryLimit;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.LimitedBodyHandler;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.management.StatusEndpoint;
import dev.rebound.api.rebound.ClassesEndpoint;
import dev.rebound.api.rebound.DeletionsEndpoint;
import dev.rebound.api.rebound.EraseEndpoint;
import dev.rebound.api.rebound.HistoryEndpoint;
import dev.rebound.api.rebound.ImportEndpoint;
import dev.rebound.api.rebound.IngestEndpoint;
import dev.rebound.api.rebound.LookupEndpoint;
import dev.rebound.api.rebound.MessagesEndpoint;
import dev.rebound.api.rebound.SnsClient;
import dev.rebound.api.rebound.WebhookEndpoint;
import dev.rebound.api.v2.V2Authentication;
import dev.rebound.api.v2.V2Endpoints;
import dev.rebound.api.v2.V2Format;
import dev.rebound.api.v2.V2Request;
import dev.rebound.api.v3.BounceListEndpoints;
import dev.rebound.api.v3.ClassificationEndpoints;
import dev.rebound.api.v3.CsvEndpoint;
import dev.rebound.api.v3.DeleteRequest;
import dev.rebound.api.v3.ScopesEndpoint;
import dev.rebound.api.v3.SingleBounceEndpoints;
import dev.rebound.api.v3.SubusersEndpoint;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.http.ErrorResponses;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Mounts all endpoints of one event loop: the only class that knows all APIs. The name of a route
 * is the path's template, the label of metrics, logs and spans.
 *
 * <p>All routes match the raw path, without capture groups: Vert.x Web decodes or normalises
 * nothing then. One normalised route would turn a stray {@code %} in any path into 400. Routes are
 * tried in order, so that the lookup of one address comes first.
 */
final class ApiRouter {
  // Bytes of a form, which is read before its sender is known.
  private static final int MAX_FORM = 1 << 14;
  private static final String OWN_PATHS = "/rebound/";
  private static final List<String> V2_METHODS = List.of("GET", "POST");

  /**
   * A path of SendGrid's v3 API or of Rebound's own.
   *
   * @param template names the routes
   * @param pattern of the raw path
   * @param methods besides OPTIONS
   * @param style of another service than that of the bounces
   */
  private record Path(
      String template, String pattern, List<HttpMethod> methods, Optional<ApiPath.Style> style) {
    static Path of(String template, String pattern, HttpMethod... methods) {
      return new Path(template, pattern, List.of(methods), Optional.empty());
    }

    String allowed() {
      String cors = CommonHeaders.corsMethods(methods);
      return methods.contains(HttpMethod.GET) ? "HEAD, " + cors : cors;
    }
  }

  private final Vertx vertx;
  private final Router router;
  private final ApiShared shared;
  private final RequestLog requestLog;
  private final Responder responder;
  private final BrokenRequests brokenRequests;
  private final Authentication authentication;
  private final Optional<Handler<RoutingContext>> interception;
  private final Failures failures;
  private final ApiPages pages;

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
    this.interception = interception(authentication::account);
    this.failures = new Failures(responder, shared.rateLimit(), ApiResponse::problem);
    this.pages = new ApiPages(responder);
  }

  private Optional<Handler<RoutingContext>> interception(
      Function<RoutingContext, Future<Optional<Account>>> account) {
    return shared.interceptor().map(interceptor -> interceptor.before(account, responder));
  }

  ErrorResponses brokenRequests() {
    return brokenRequests;
  }

  /** Returns the router with all routes. To be called once. */
  Router mount() {
    router.route().handler(requestLog).handler(shared.connections()).failureHandler(requestLog);
    mountSingleBounce();
    mountV3();
    mountRebound();
    ManagementPaths.of(shared.bus(), shared.options()).forEach(this::mount);
    shared.hooks().paths().forEach(this::mount);
    mountWebhooks();
    mountV2(V2Format.json(shared.options().v2()));
    mountV2(V2Format.xml(shared.options().v2()));
    if (shared.options().hasPages()) {
      pages.mount(router);
      new ApiControls(responder, authentication).mount(router, shared.hooks().controls(), failures);
    }
    Route others = router.route();
    interception.ifPresent(others::handler);
    others
        .handler(context -> RequestData.refuse(context, Problem.NOT_FOUND))
        .failureHandler(failures);
    return router;
  }

  private void mountSingleBounce() {
    SingleBounceEndpoints bounce = new SingleBounceEndpoints(shared.bus());
    Path path =
        Path.of(
            "/v3/suppression/bounces/{email}",
            "/v3/suppression/bounces/(?!classifications(?:/|$)).+",
            HttpMethod.GET,
            HttpMethod.DELETE);
    serve(path, HttpMethod.GET, Scope.BOUNCES_READ, bounce::find);
    serve(path, HttpMethod.DELETE, Scope.BOUNCES_DELETE, bounce::delete);
    refuseOthers(path);
  }

  private void mountV3() {
    HttpOptions options = shared.options();
    BounceListEndpoints bounces =
        new BounceListEndpoints(
            shared.bus(),
            options.v3().list(),
            options.strictAccept(),
            options.publicUrl(),
            options.deleteAll());
    Path list =
        Path.of(
            BounceListEndpoints.PATH,
            BounceListEndpoints.PATH + "/?",
            HttpMethod.GET,
            HttpMethod.DELETE);
    serve(list, HttpMethod.GET, Scope.BOUNCES_READ, bounces::list);
    serveBody(
        list, HttpMethod.DELETE, Scope.BOUNCES_DELETE, DeleteRequest.MAX_LENGTH, bounces::delete);
    refuseOthers(list);

    ClassificationEndpoints totals =
        new ClassificationEndpoints(
            shared.bus(), options.v3().technicalClass(), options.strictAccept());
    Path byClass =
        Path.of(
            "/v3/suppression/bounces/classifications",
            "/v3/suppressions?/bounces/classifications/?",
            HttpMethod.GET);
    serve(byClass, HttpMethod.GET, Scope.BOUNCES_READ, totals::byClass);
    refuseOthers(byClass);
    Path byDomain =
        Path.of(
            "/v3/suppression/bounces/classifications/{classification}",
            "/v3/suppressions?/bounces/classifications/.+",
            HttpMethod.GET);
    serve(byDomain, HttpMethod.GET, Scope.BOUNCES_READ, totals::byDomain);
    refuseOthers(byDomain);

    Path scopes = Path.of("/v3/scopes", "/v3/scopes", HttpMethod.GET);
    limitRate(authenticated(scopes, HttpMethod.GET))
        .handler(respond(new ScopesEndpoint(options.v3().extraScopes(), shared.isMock())));
    refuseOthers(scopes);

    Path subusers = Path.of("/v3/subusers", "/v3/subusers/?", HttpMethod.GET);
    limitRate(authenticated(subusers, HttpMethod.GET))
        .handler(respond(new SubusersEndpoint(shared.bus())));
    refuseOthers(subusers);
  }

  private void mountRebound() {
    IngestEndpoint ingest =
        new IngestEndpoint(shared.bus(), shared.defaults(), shared.ingestMeters());
    Path bounces = Path.of("/rebound/v1/bounces", "/rebound/v1/bounces", HttpMethod.POST);
    serve(bounces, HttpMethod.POST, Scope.BOUNCES_CREATE, ingest);
    refuseOthers(bounces);

    MessagesEndpoint mails =
        new MessagesEndpoint(shared.bus(), shared.defaults(), shared.ingestMeters());
    Path messages = Path.of("/rebound/v1/messages", "/rebound/v1/messages", HttpMethod.POST);
    serve(messages, HttpMethod.POST, Scope.BOUNCES_CREATE, mails);
    refuseOthers(messages);

    Path imports = Path.of("/rebound/v1/import", "/rebound/v1/import", HttpMethod.POST);
    serve(
        imports,
        HttpMethod.POST,
        Scope.BOUNCES_CREATE,
        new ImportEndpoint(shared.bus(), shared.defaults(), shared.ingestMeters()));
    refuseOthers(imports);

    Path csv = Path.of("/rebound/v1/bounces.csv", "/rebound/v1/bounces\\.csv", HttpMethod.GET);
    serve(
        csv,
        HttpMethod.GET,
        Scope.BOUNCES_READ,
        new CsvEndpoint(shared.bus(), shared.options().v3().list()));
    refuseOthers(csv);

    Path history =
        Path.of(
            "/rebound/v1/bounces/{email}/history",
            "/rebound/v1/bounces(?:/.*)?/history",
            HttpMethod.GET);
    serve(history, HttpMethod.GET, Scope.BOUNCES_READ, new HistoryEndpoint(shared.bus()));
    refuseOthers(history);

    Path deletions = Path.of("/rebound/v1/deletions", "/rebound/v1/deletions", HttpMethod.GET);
    serve(deletions, HttpMethod.GET, Scope.BOUNCES_READ, new DeletionsEndpoint(shared.bus()));
    refuseOthers(deletions);

    Path erase = Path.of("/rebound/v1/erase", "/rebound/v1/erase", HttpMethod.POST);
    serveBody(
        erase,
        HttpMethod.POST,
        Scope.ERASE,
        EraseEndpoint.MAX_LENGTH,
        new EraseEndpoint(shared.bus(), shared.options().canKeepErased()));
    refuseOthers(erase);

    Path status = Path.of("/rebound/v1/status", "/rebound/v1/status", HttpMethod.GET);
    limitRate(authenticated(status, HttpMethod.GET))
        .handler(respond(new StatusEndpoint(shared.bus(), shared.isMock())));
    refuseOthers(status);

    Path lookup = Path.of("/rebound/v1/lookup", "/rebound/v1/lookup", HttpMethod.POST);
    serveBody(
        lookup,
        HttpMethod.POST,
        Scope.BOUNCES_READ,
        LookupEndpoint.MAX_LENGTH,
        new LookupEndpoint(shared.bus()));
    refuseOthers(lookup);

    Path classes = Path.of("/rebound/v1/classes", "/rebound/v1/classes", HttpMethod.POST);
    serveBody(
        classes,
        HttpMethod.POST,
        Scope.BOUNCES_READ,
        ClassesEndpoint.MAX_LENGTH,
        new ClassesEndpoint(shared.bus()));
    refuseOthers(classes);
  }

  private void mount(ApiPath served) {
    List<HttpMethod> methods = served.methods().stream().map(ApiPath.Method::method).toList();
    Path path = new Path(served.template(), served.pattern(), methods, served.style());
    served
        .methods()
        .forEach(
            method ->
                serveBody(
                    path,
                    method.method(),
                    method.scope(),
                    method.maxBody(),
                    method.endpoint().get()));
    refuseOthers(path);
  }

  /** Deliveries authenticate by the vendor's proof of origin, or by an API key. */
  private void mountWebhooks() {
    WebhookEndpoint webhooks =
        new WebhookEndpoint(
            shared.bus(),
            shared.options().keyCache(),
            shared.options().signatureWindow(),
            shared.ingestMeters(),
            shared.defaults(),
            shared.hooks().snsGateway().orElseGet(() -> new SnsClient(vertx)),
            shared.options().baseUrl());
    Path events =
        Path.of("/rebound/v1/events/{webhook-id}", WebhookEndpoint.PREFIX + ".*", HttpMethod.POST);
    Route verified =
        at(events, HttpMethod.POST)
            .handler(webhooks::find)
            .handler(webhooks.unlessProven(authentication))
            .handler(WebhookEndpoint.bodyReader())
            .handler(webhooks::verify);
    admit(verified, Scope.BOUNCES_CREATE, Problem.ACCESS_FORBIDDEN)
        .handler(respond(webhooks::ingest));
    refuseOthers(events);
  }

  private void mountV2(V2Format format) {
    V2Authentication credentials =
        new V2Authentication(authentication::grant, shared.options().v2().zone(), shared.clock());
    V2Endpoints bounces = new V2Endpoints(shared.bus(), format, shared.options().deleteAll());
    Failures inFormat = new Failures(responder, shared.rateLimit(), format::problem);
    mountV2("get", format, credentials, Scope.BOUNCES_READ, bounces::get, inFormat);
    mountV2("delete", format, credentials, Scope.BOUNCES_DELETE, bounces::delete, inFormat);
    mountV2("count", format, credentials, Scope.BOUNCES_READ, bounces::count, inFormat);
  }

  private void mountV2(
      String action,
      V2Format format,
      V2Authentication credentials,
      Scope scope,
      Endpoint endpoint,
      Failures inFormat) {
    String path = "/api/bounces." + action + "." + format.extension();
    Optional<Handler<RoutingContext>> before = interception(credentials::account);
    Route served = raw(path, path.replace(".", "\\."));
    served.method(HttpMethod.GET).method(HttpMethod.POST);
    before.ifPresent(served::handler);
    served
        .handler(new LimitedBodyHandler(MAX_FORM, BodyMemoryLimit.Share.STRANGERS))
        .handler(credentials);
    admit(served, scope, V2Request.NO_PERMISSION)
        .handler(respond(endpoint))
        .failureHandler(inFormat);
    Route others = raw(path, path.replace(".", "\\."));
    before.ifPresent(others::handler);
    others
        .handler(context -> refuseMethod(context, String.join(", ", V2_METHODS)))
        .failureHandler(inFormat);
  }

  private void serve(Path path, HttpMethod method, Scope scope, Endpoint endpoint) {
    admit(authenticated(path, method), scope, Problem.ACCESS_FORBIDDEN).handler(respond(endpoint));
  }

  private void serveBody(
      Path path, HttpMethod method, Scope scope, int maxLength, Endpoint endpoint) {
    admit(authenticated(path, method), scope, Problem.ACCESS_FORBIDDEN)
        .handler(new LimitedBodyHandler(maxLength))
        .handler(respond(endpoint));
  }

  private Route authenticated(Path path, HttpMethod method) {
    return at(path, method).handler(authentication);
  }

  private Route at(Path path, HttpMethod method) {
    Route route = raw(path.template(), path.pattern()).method(method);
    return common(path, method == HttpMethod.GET ? route.method(HttpMethod.HEAD) : route);
  }

  private Route common(Path path, Route route) {
    interception.ifPresent(route::handler);
    CommonHeaders headers =
        path.style()
            .map(style -> new CommonHeaders(style.headers()))
            .orElseGet(() -> new CommonHeaders(path.methods()));
    Failures inStyle =
        path.style()
            .map(style -> new Failures(responder, shared.rateLimit(), style.problems()))
            .orElse(failures);
    return route.handler(headers).failureHandler(headers).failureHandler(inStyle);
  }

  /** OPTIONS lists the methods of a path; any other method that is not mounted gets 405. */
  private void refuseOthers(Path path) {
    common(path, raw(path.template(), path.pattern()))
        .handler(
            context -> {
              if (context.request().method() == HttpMethod.OPTIONS) {
                context.response().putHeader("Allow", path.allowed());
                responder.send(context, ApiResponse.EMPTY);
              } else {
                refuseMethod(context, path.allowed());
              }
            });
  }

  private static void refuseMethod(RoutingContext context, String allowed) {
    context.response().putHeader("Allow", allowed);
    RequestData.refuse(context, Problem.METHOD_NOT_ALLOWED);
  }

  // A dot matches any byte of a path, which Vert.x turns into a char each, line breaks too.
  private Route raw(String name, String pattern) {
    return router.routeWithRegex("(?s)" + pattern).useNormalizedPath(false).setName(name);
  }

  /** Lets a caller with the scope pass, unless the account's rate limit is used up. */
  private Route admit(Route route, Scope scope, Problem forbidden) {
    return limitRate(
        route.handler(
            context -> {
              if (scope.isGrantedBy(RequestData.caller(context).scopes())) {
                context.next();
              } else {
                RequestData.refuse(context, forbidden);
              }
            }));
  }

  /** Counts requests of SendGrid's APIs; in store mode also those of Rebound's own. */
  private Route limitRate(Route route) {
    boolean isCounted = !shared.isMock() || !route.getName().startsWith(OWN_PATHS);
    return isCounted && shared.rateLimit().isLimited() ? route.handler(shared.rateLimit()) : route;
  }

  private Handler<RoutingContext> respond(Endpoint endpoint) {
    return context ->
        endpoint
            .handle(context, RequestData.caller(context))
            .onSuccess(response -> responder.send(context, response))
            .onFailure(context::fail);
  }
}
