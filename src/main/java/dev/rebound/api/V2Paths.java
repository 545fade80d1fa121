package dev.rebound.api;

import dev.rebound.api.endpoint.BodyMemoryLimit;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.LimitedBodyHandler;
import dev.rebound.api.v2.V2Authentication;
import dev.rebound.api.v2.V2Endpoints;
import dev.rebound.api.v2.V2Format;
import dev.rebound.api.v2.V2Request;
import dev.rebound.domain.Scope;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The paths of SendGrid's v2 API. The credentials are among the parameters. */
final class V2Paths {
  // Bytes of a form, which is read before its sender is known.
  private static final int MAX_FORM = 1 << 14;

  private V2Paths() {}

  /** Returns the paths of one event loop. */
  static List<ApiPath> of(ApiShared shared, Authentication authentication) {
    V2Format.Options options = shared.options().v2();
    V2Authentication credentials =
        new V2Authentication(
            authentication::grant, authentication::account, options.zone(), shared.clock());
    ApiPath.Access access =
        new ApiPath.Access(
            credentials::account,
            List.of(new LimitedBodyHandler(MAX_FORM, BodyMemoryLimit.Share.STRANGERS), credentials),
            V2Request.NO_PERMISSION);
    return Stream.of(V2Format.json(options), V2Format.xml(options))
        .flatMap(format -> paths(shared, format))
        .map(path -> path.withAccess(access))
        .toList();
  }

  private static Stream<ApiPath> paths(ApiShared shared, V2Format format) {
    V2Endpoints bounces = new V2Endpoints(shared.bus(), format, shared.options().deleteAll());
    ApiPath.Style style = new ApiPath.Style(Map.of(), format::problem, false);
    return Stream.of(
            path("get", format, Scope.BOUNCES_READ, bounces::get),
            path("delete", format, Scope.BOUNCES_DELETE, bounces::delete),
            path("count", format, Scope.BOUNCES_READ, bounces::count))
        .map(path -> path.withStyle(style));
  }

  private static ApiPath path(String action, V2Format format, Scope scope, Endpoint endpoint) {
    return ApiPath.of(
        "/api/bounces." + action + "." + format.extension(),
        ApiPath.Method.of(HttpMethod.GET, scope, endpoint),
        ApiPath.Method.of(HttpMethod.POST, scope, endpoint));
  }
}
