package dev.rebound.api.v2;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.ApiResponse.Chunk;
import dev.rebound.api.endpoint.DeleteAllRule;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.Caller;
import dev.rebound.domain.DeletionEntry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Gets, deletes and counts bounces, in one response format (contract, 4.2 to 4.4). */
public final class V2Endpoints {
  private final Bus bus;
  private final V2Format format;
  private final DeleteAllRule deleteAll;

  public V2Endpoints(Bus bus, V2Format format, DeleteAllRule deleteAll) {
    this.bus = bus;
    this.format = format;
    this.deleteAll = deleteAll;
  }

  public Future<ApiResponse> get(RoutingContext context, Caller caller) {
    V2Request request = V2Authentication.request(context);
    V2Body body = format.body(request.isDateAsked());
    return request.get(caller.account().id()).fold(get -> get(get, body), this::refused);
  }

  private Future<ApiResponse> get(V2Request.Get get, V2Body body) {
    if (get.selection().isEmpty()) {
      return Future.succeededFuture(response(body, body.start(List.of(), true)));
    }
    return new Window(get.selection().get(), Optional.empty(), get.offset(), get.limit())
        .read(bus)
        .map(
            rows ->
                ApiResponse.streamed(
                    200,
                    body.contentType(),
                    chunk(body, rows, body.start(rows.bounces(), rows.isLast()))));
  }

  private Chunk chunk(V2Body body, Rows rows, Buffer bytes) {
    if (rows.isLast()) {
      return Chunk.last(bytes);
    }
    return Chunk.followedBy(
        bytes,
        () ->
            rows.next()
                .read(bus)
                .map(more -> chunk(body, more, body.goOn(more.bounces(), more.isLast()))));
  }

  /** The rows of a selection that one statement reads. */
  private record Window(
      BounceSelection selection, Optional<Bounce> after, long offset, long limit) {
    Future<Rows> read(Bus bus) {
      int size = (int) Math.min(limit, BounceSelection.Scan.MAX_LIMIT);
      return bus.ask(
              Operations.SCAN_BOUNCES, new BounceSelection.Scan(selection, after, offset, size))
          .map(rows -> new Rows(this, rows.bounces(), rows.isLast()));
    }
  }

  /**
   * The rows that a window holds.
   *
   * @param isEnd whether the selection has no further rows
   */
  private record Rows(Window window, List<Bounce> bounces, boolean isEnd) {
    boolean isLast() {
      return isEnd || window.limit() == bounces.size();
    }

    Window next() {
      Bounce last = bounces.get(bounces.size() - 1);
      return new Window(window.selection(), Optional.of(last), 0, window.limit() - bounces.size());
    }
  }

  public Future<ApiResponse> delete(RoutingContext context, Caller caller) {
    return V2Authentication.request(context)
        .delete(caller.account().id())
        .fold(delete -> delete(context, caller, delete), this::refused);
  }

  private Future<ApiResponse> delete(
      RoutingContext context, Caller caller, V2Request.Delete delete) {
    Optional<Problem> refusal =
        delete.namesAddress() ? Optional.empty() : deleteAll.refusal(context, caller);
    return refusal.map(this::refused).orElseGet(() -> delete(context, delete));
  }

  private Future<ApiResponse> delete(RoutingContext context, V2Request.Delete delete) {
    DeletionEntry.Kind kind =
        delete.namesAddress() ? DeletionEntry.Kind.V2_ADDRESSES : DeletionEntry.Kind.V2_SELECTION;
    Future<Long> deleted =
        delete
            .selection()
            .map(
                selection ->
                    bus.ask(
                        Operations.DELETE_BOUNCES,
                        new Bounce.Deletion(
                            selection.accountId(),
                            new Bounce.Deletion.Matching(selection),
                            RequestData.deletionOrigin(context, kind))))
            .orElseGet(() -> Future.succeededFuture(0L));
    V2Body body = format.body(false);
    return deleted.map(
        rows -> {
          boolean isMissing = delete.namesAddress() && rows == 0;
          return response(body, body.message(isMissing ? "Email does not exist" : "success"));
        });
  }

  public Future<ApiResponse> count(RoutingContext context, Caller caller) {
    V2Body body = format.body(false);
    return V2Authentication.request(context)
        .count(caller.account().id())
        .fold(
            selection ->
                bus.ask(Operations.COUNT_BOUNCES, selection)
                    .map(rows -> response(body, body.count(rows))),
            this::refused);
  }

  private static ApiResponse response(V2Body body, Buffer bytes) {
    return ApiResponse.of(200, body.contentType(), bytes);
  }

  private Future<ApiResponse> refused(Problem problem) {
    return Future.succeededFuture(format.problem(problem));
  }
}
