package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.LookupParts;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.BounceArray;
import dev.rebound.api.wire.Result;
import dev.rebound.bus.Bus;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.Caller;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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

  // A few addresses; a longer body is parsed off the event loop.
  private static final int SMALL_BYTES = 2048;

  private final Bus bus;

  public LookupEndpoint(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    return read(RequestData.contentType(context), RequestData.body(context))
        .compose(read -> read.fold(emails -> find(caller, emails), ApiResponse::ofProblem));
  }

  private static Future<Result<List<EmailAddress>>> read(
      Optional<String> contentType, Buffer body) {
    return body.length() <= SMALL_BYTES
        ? Future.succeededFuture(LookupRequest.read(contentType, body))
        : Vertx.currentContext()
            .executeBlocking(() -> LookupRequest.read(contentType, body), false);
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
