package dev.rebound.api.rebound;

import dev.rebound.api.Bodies;
import dev.rebound.api.Resource;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.BodyStream;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.wire.BounceArray;
import dev.rebound.api.wire.Result;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceLookup;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@code POST /rebound/v1/lookup}: which of these addresses are on the list? Many are asked for in
 * parts, each when the one before has left, so that an answer of any size holds one part in memory.
 */
public final class LookupEndpoint {
  /** Bytes: 10,000 addresses of the greatest length, also with many characters escaped. */
  private static final int MAX_LENGTH = 1 << 23;

  // A handful of addresses; more are read off the event loop.
  private static final int HANDFUL_BYTES = 2048;

  private final Bus bus;

  public LookupEndpoint(Bus bus) {
    this.bus = bus;
  }

  public Resource resource() {
    return Resource.at("/rebound/v1/lookup").with(HttpMethod.POST, Scope.BOUNCES_READ, this::find);
  }

  private Future<ApiResponse> find(HttpServerRequest request, Caller caller) {
    return Bodies.read(request, MAX_LENGTH)
        .compose(
            read ->
                read.fold(
                    body -> read(request.getHeader("Content-Type"), body),
                    problem -> Future.succeededFuture(new Result.Invalid<>(problem))))
        .compose(read -> read.fold(emails -> find(caller, emails), ApiResponse::ofProblem));
  }

  private static Future<Result<List<EmailAddress>>> read(String contentType, Buffer body) {
    return body.length() <= HANDFUL_BYTES
        ? Future.succeededFuture(LookupRequest.read(contentType, body))
        : Vertx.currentContext()
            .executeBlocking(() -> LookupRequest.read(contentType, body), false);
  }

  /** The first part is at hand before the answer starts, so that a failure can still be told. */
  private Future<ApiResponse> find(Caller caller, List<EmailAddress> emails) {
    if (emails.isEmpty()) {
      return Future.succeededFuture(ApiResponse.bounces(List.of()));
    }
    return next(caller.account().id(), emails, new BounceArray())
        .map(first -> ApiResponse.json(first.bytes(), first.rest()));
  }

  private Future<BodyStream.Chunk> next(
      long accountId, List<EmailAddress> emails, BounceArray array) {
    int size = Math.min(emails.size(), BounceLookup.MAX_SIZE);
    List<EmailAddress> rest = emails.subList(size, emails.size());
    List<EmailAddress> part = emails.subList(0, size);
    return bus.ask(Operations.FIND_MANY_BOUNCES, new BounceLookup(accountId, part))
        .map(found -> chunk(accountId, inOrder(part, found), rest, array));
  }

  private static List<Bounce> inOrder(List<EmailAddress> emails, Map<String, Bounce> found) {
    return emails.stream().map(email -> found.get(email.text())).filter(Objects::nonNull).toList();
  }

  private BodyStream.Chunk chunk(
      long accountId, List<Bounce> found, List<EmailAddress> rest, BounceArray array) {
    return new BodyStream.Chunk(
        array.part(found, rest.isEmpty()),
        rest.isEmpty() ? null : () -> next(accountId, rest, array));
  }
}
