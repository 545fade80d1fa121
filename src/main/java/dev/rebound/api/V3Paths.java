package dev.rebound.api;

import dev.rebound.api.ApiPath.Method;
import dev.rebound.api.v3.BounceListEndpoints;
import dev.rebound.api.v3.ClassificationEndpoints;
import dev.rebound.api.v3.DeleteRequest;
import dev.rebound.api.v3.ScopesEndpoint;
import dev.rebound.api.v3.SingleBounceEndpoints;
import dev.rebound.api.v3.SubusersEndpoint;
import dev.rebound.domain.Scope;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** The paths of SendGrid's v3 API. */
final class V3Paths {
  private static final String LIST = BounceListEndpoints.PATH;

  private V3Paths() {}

  /** Returns the paths of one event loop, the lookup of one address first. */
  static List<ApiPath> of(ApiShared shared) {
    HttpOptions options = shared.options();
    SingleBounceEndpoints bounce = new SingleBounceEndpoints(shared.bus());
    BounceListEndpoints bounces =
        new BounceListEndpoints(
            shared.bus(),
            options.v3().list(),
            options.strictAccept(),
            options.publicUrl(),
            options.deleteAll());
    ClassificationEndpoints totals =
        new ClassificationEndpoints(
            shared.bus(), options.v3().technicalClass(), options.strictAccept());
    return List.of(
        ApiPath.of(
            LIST + "/{email}",
            LIST + "/(?!classifications(?:/|$)).+",
            Method.of(HttpMethod.GET, Scope.BOUNCES_READ, bounce::find),
            Method.of(HttpMethod.DELETE, Scope.BOUNCES_DELETE, bounce::delete)),
        ApiPath.of(
            LIST,
            LIST + "/?",
            Method.of(HttpMethod.GET, Scope.BOUNCES_READ, bounces::list),
            Method.of(HttpMethod.DELETE, Scope.BOUNCES_DELETE, bounces::delete)
                .withBody(DeleteRequest.MAX_LENGTH)),
        ApiPath.of(
            LIST + "/classifications",
            "/v3/suppressions?/bounces/classifications/?",
            Method.of(HttpMethod.GET, Scope.BOUNCES_READ, totals::byClass)),
        ApiPath.of(
            LIST + "/classifications/{classification}",
            "/v3/suppressions?/bounces/classifications/.+",
            Method.of(HttpMethod.GET, Scope.BOUNCES_READ, totals::byDomain)),
        ApiPath.of(
            "/v3/scopes",
            Method.withoutScope(
                HttpMethod.GET, new ScopesEndpoint(options.v3().extraScopes(), shared.isMock()))),
        ApiPath.of(
            "/v3/subusers",
            "/v3/subusers/?",
            Method.withoutScope(HttpMethod.GET, new SubusersEndpoint(shared.bus()))));
  }
}
