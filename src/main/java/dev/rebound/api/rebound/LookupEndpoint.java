package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.ApiResponse.Chunk;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.BounceJson;
import dev.rebound.api.wire.Result;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.Caller;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    return next(caller.account().id(), emails, new BounceArray())
        .map(first -> ApiResponse.streamed(200, ApiResponse.JSON, first));
  }

  private Future<Chunk> next(long accountId, List<EmailAddress> emails, BounceArray array) {
    int size = Math.min(emails.size(), Bounce.Lookup.MAX_SIZE);
    List<EmailAddress> rest = emails.subList(size, emails.size());
    List<EmailAddress> part = emails.subList(0, size);
    return bus.ask(Operations.FIND_MANY_BOUNCES, new Bounce.Lookup(accountId, part))
        .map(found -> chunk(accountId, inOrder(part, found), rest, array));
  }

  private static List<Bounce> inOrder(List<EmailAddress> emails, Map<String, Bounce> found) {
    return emails.stream().map(email -> found.get(email.text())).filter(Objects::nonNull).toList();
  }

  private Chunk chunk(
      long accountId, List<Bounce> found, List<EmailAddress> rest, BounceArray array) {
    Buffer bytes = array.part(found, rest.isEmpty());
    return rest.isEmpty()
        ? Chunk.last(bytes)
        : Chunk.followedBy(bytes, () -> next(accountId, rest, array));
  }

  /** Writes a bare array of bounces (contract, 3.1.1) part by part, for one response. */
  private static final class BounceArray {
    private boolean isOpen;
    private boolean hasRows;

    /** Writes more rows, opens the array before the first part and closes it behind the last. */
    Buffer part(List<Bounce> bounces, boolean isLast) {
      Buffer part = Buffer.buffer(isOpen ? "" : "[");
      if (!bounces.isEmpty()) {
        Buffer array = BounceJson.of(bounces);
        part.appendString(hasRows ? "," : "").appendBuffer(array, 1, array.length() - 2);
      }
      isOpen = true;
      hasRows |= !bounces.isEmpty();
      return isLast ? part.appendString("]") : part;
    }
  }
}
