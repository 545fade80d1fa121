package dev.rebound.api;

import dev.rebound.api.ApiPath.Method;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.management.StatusEndpoint;
import dev.rebound.api.rebound.ClassesEndpoint;
import dev.rebound.api.rebound.DeletionsEndpoint;
import dev.rebound.api.rebound.EraseEndpoint;
import dev.rebound.api.rebound.HistoryEndpoint;
import dev.rebound.api.rebound.ImportEndpoint;
import dev.rebound.api.rebound.IngestEndpoint;
import dev.rebound.api.rebound.IngestMeters;
import dev.rebound.api.rebound.LookupEndpoint;
import dev.rebound.api.rebound.MessagesEndpoint;
import dev.rebound.api.rebound.SnsClient;
import dev.rebound.api.rebound.WebhookEndpoint;
import dev.rebound.api.v3.CsvEndpoint;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.domain.Scope;
import dev.rebound.ingest.RowDefaults;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** The paths of Rebound's own API: bounces and their history. */
final class OwnPaths {
  private static final String V1 = "/rebound/v1/";

  private OwnPaths() {}

  /** Returns the paths of one event loop, except that of the webhooks. */
  static List<ApiPath> of(ApiShared shared) {
    Bus bus = shared.bus();
    RowDefaults defaults = shared.defaults();
    IngestMeters meters = shared.ingestMeters();
    HttpOptions options = shared.options();
    return List.of(
        ApiPath.of(V1 + "bounces", create(new IngestEndpoint(bus, defaults, meters))),
        ApiPath.of(V1 + "messages", create(new MessagesEndpoint(bus, defaults, meters))),
        ApiPath.of(V1 + "import", create(new ImportEndpoint(bus, defaults, meters))),
        ApiPath.of(V1 + "bounces.csv", get(new CsvEndpoint(bus, options.v3().list()))),
        ApiPath.of(
            V1 + "bounces/{email}/history",
            V1 + "bounces(?:/.*)?/history",
            get(new HistoryEndpoint(bus))),
        ApiPath.of(V1 + "deletions", get(new DeletionsEndpoint(bus))),
        ApiPath.of(
            V1 + "erase",
            Method.of(HttpMethod.POST, Scope.ERASE, new EraseEndpoint(bus, options.canKeepErased()))
                .withBody(EraseEndpoint.MAX_LENGTH)),
        ApiPath.of(
            V1 + "status",
            Method.withoutScope(HttpMethod.GET, new StatusEndpoint(bus, shared.isMock()))),
        ApiPath.of(
            V1 + "lookup",
            Method.of(HttpMethod.POST, Scope.BOUNCES_READ, new LookupEndpoint(bus))
                .withBody(LookupEndpoint.MAX_LENGTH)),
        ApiPath.of(
            V1 + "classes",
            Method.of(HttpMethod.POST, Scope.BOUNCES_READ, new ClassesEndpoint(bus))
                .withBody(ClassesEndpoint.MAX_LENGTH)));
  }

  private static Method create(Endpoint endpoint) {
    return Method.of(HttpMethod.POST, Scope.BOUNCES_CREATE, endpoint);
  }

  private static Method get(Endpoint endpoint) {
    return Method.of(HttpMethod.GET, Scope.BOUNCES_READ, endpoint);
  }

  /**
   * Returns the path of the webhooks. Deliveries authenticate by the vendor's proof of origin, or
   * by an API key.
   *
   * @param authentication by an API key
   */
  static ApiPath webhooks(Vertx vertx, ApiShared shared, Authentication authentication) {
    HttpOptions options = shared.options();
    WebhookEndpoint webhooks =
        new WebhookEndpoint(
            shared.bus(),
            options.keyCache(),
            options.signatureWindow(),
            shared.ingestMeters(),
            shared.defaults(),
            shared.hooks().snsGateway().orElseGet(() -> new SnsClient(vertx)),
            options.baseUrl());
    return ApiPath.of(
            WebhookEndpoint.PREFIX + "{webhook-id}",
            WebhookEndpoint.PREFIX + ".*",
            create(webhooks::ingest))
        .withAccess(
            new ApiPath.Access(
                authentication::account,
                List.of(
                    webhooks::find,
                    webhooks.unlessProven(authentication),
                    WebhookEndpoint.bodyReader(),
                    webhooks::verify),
                Problem.ACCESS_FORBIDDEN));
  }
}
