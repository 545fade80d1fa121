package dev.rebound.api.v3;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code GET /v3/scopes}: SendGrid's scopes of the caller's key, then those of a setting (contract,
 * 2.2).
 */
public final class ScopesEndpoint implements Endpoint {
  private final List<String> extraScopes;
  private final boolean isMock;

  /**
   * @param extraScopes listed for every key; they grant nothing
   * @param isMock whether the endpoints of a mock are served
   */
  public ScopesEndpoint(List<String> extraScopes, boolean isMock) {
    this.extraScopes = extraScopes;
    this.isMock = isMock;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    String[] labels =
        Stream.concat(
                caller.scopes().stream()
                    .filter(scope -> scope.isListed(isMock))
                    .sorted()
                    .map(Scope::label),
                extraScopes.stream())
            .distinct()
            .toArray(String[]::new);
    return Future.succeededFuture(
        ApiResponse.object(
            200,
            json -> {
              json.writeFieldName("scopes");
              json.writeArray(labels, 0, labels.length);
            }));
  }
}
