package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.LookupParts;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.BounceArray;
import dev.rebound.bus.Bus;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.Caller;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /rebound/v1/lookup}: returns the rows of the addresses that are on the list. Looks up
 * many addresses in parts, each when the one before is written, so that a response of any size
 * holds one part in memory.
 */
public final class LookupEndpoint implements Endpoint {
  /** Bytes of a body: 10,000 addresses of the greatest length, with many characters escaped. */
  public static final int MAX_LENGTH = 1 << 23;

  private final Bus bus;

  public LookupEndpoint(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    Optional<String> contentType = RequestData.contentType(context);
    return RequestData.parseBody(context, body -> LookupRequest.read(contentType, body))
        .compose(read -> read.fold(emails -> find(caller, emails), ApiResponse::ofProblem));
  }

  /** Finds the first part before the response starts, so that a failure still gets its status. */
  private Future<ApiResponse> find(Caller caller, List<EmailAddress> emails) {
    if (emails.isEmpty()) {
      return Future.succeededFuture(ApiResponse.bounces(List.of()));
    }
    return new LookupParts(
            bus, caller.account().id(), emails, Bounce.Lookup.MAX_SIZE, BounceArray.START)
        .next()
        .map(first -> ApiResponse.streamed(200, ApiResponse.JSON, first));
  }
}
