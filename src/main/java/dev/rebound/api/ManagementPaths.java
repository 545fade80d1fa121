package dev.rebound.api;

import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.management.AccountsEndpoints;
import dev.rebound.api.management.KeysEndpoints;
import dev.rebound.api.management.WebhooksEndpoints;
import dev.rebound.api.rebound.WebhookEndpoint;
import dev.rebound.bus.Bus;
import dev.rebound.domain.Scope;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** The paths that manage accounts, keys and webhooks. */
final class ManagementPaths {
  // Bytes of a body; a longer one gets 413.
  private static final int MAX_BODY = 1 << 14;

  private ManagementPaths() {}

  /** Returns the paths of one event loop. */
  static List<ApiPath> of(ApiShared shared) {
    Bus bus = shared.bus();
    HttpOptions options = shared.options();
    AccountsEndpoints accounts = new AccountsEndpoints(bus);
    KeysEndpoints keys = new KeysEndpoints(bus, options.ownKeyId());
    WebhooksEndpoints webhooks =
        new WebhooksEndpoints(
            bus,
            id -> options.baseUrl() + WebhookEndpoint.path(id),
            !options.publicUrl().isEmpty());
    return List.of(
        ApiPath.of(
            AccountsEndpoints.PATH,
            method(HttpMethod.GET, Scope.ACCOUNTS_READ, accounts::list),
            method(HttpMethod.POST, Scope.ACCOUNTS_CREATE, accounts::create)),
        ApiPath.of(
            KeysEndpoints.PATH,
            method(HttpMethod.GET, Scope.KEYS_READ, keys::list),
            method(HttpMethod.POST, Scope.KEYS_CREATE, keys::create)),
        ApiPath.of(
            KeysEndpoints.PATH + "/{key-id}",
            KeysEndpoints.PATH + "/.+",
            method(HttpMethod.DELETE, Scope.KEYS_DELETE, keys::revoke)),
        ApiPath.of(
            WebhooksEndpoints.PATH,
            method(HttpMethod.GET, Scope.OWN_WEBHOOKS_READ, webhooks::list),
            method(HttpMethod.POST, Scope.OWN_WEBHOOKS_CREATE, webhooks::create)),
        ApiPath.of(
            WebhooksEndpoints.PATH + "/{webhook-id}",
            WebhooksEndpoints.PATH + "/.+",
            method(HttpMethod.DELETE, Scope.OWN_WEBHOOKS_DELETE, webhooks::revoke)));
  }

  private static ApiPath.Method method(HttpMethod method, Scope scope, Endpoint endpoint) {
    return ApiPath.Method.of(method, scope, endpoint).withBody(MAX_BODY);
  }
}
