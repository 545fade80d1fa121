package dev.rebound.api.v2;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.BodyStream;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceScan;
import dev.rebound.domain.BounceSelection;
import io.vertx.core.Future;
import java.util.List;

/** What get, delete and count do for a caller who may. */
public final class V2Endpoints {
  private final Bus bus;

  public V2Endpoints(Bus bus) {
    this.bus = bus;
  }

  public Future<ApiResponse> get(V2Request request, V2Body body, Caller caller) {
    return request
        .get(caller.account().id())
        .fold(get -> get(get, body), problem -> refused(body, problem));
  }

  private Future<ApiResponse> get(V2Request.Get get, V2Body body) {
    if (get.selection() == null) {
      return Future.succeededFuture(body.answer(200, body.start(List.of(), true)));
    }
    return new Window(get.selection(), null, get.offset(), get.limit())
        .read(bus)
        .map(
            rows ->
                new ApiResponse(
                    200,
                    body.contentType(),
                    body.start(rows.bounces(), rows.isLast()),
                    null,
                    null,
                    rest(body, rows)));
  }

  private BodyStream rest(V2Body body, Rows rows) {
    return rows.isLast()
        ? null
        : () ->
            rows.next()
                .read(bus)
                .map(
                    more ->
                        new BodyStream.Chunk(
                            body.goOn(more.bounces(), more.isLast()), rest(body, more)));
  }

  /** A part of a selection, one statement long. */
  private record Window(BounceSelection selection, Bounce after, long offset, long limit) {
    Future<Rows> read(Bus bus) {
      int size = (int) Math.min(limit, BounceScan.MAX_LIMIT);
      return bus.ask(Operations.SCAN_BOUNCES, new BounceScan(selection, after, offset, size))
          .map(bounces -> new Rows(this, bounces));
    }
  }

  /** What a window holds. */
  private record Rows(Window window, List<Bounce> bounces) {
    boolean isLast() {
      return bounces.size() < BounceScan.MAX_LIMIT || window.limit() == bounces.size();
    }

    Window next() {
      Bounce last = bounces.get(bounces.size() - 1);
      return new Window(window.selection(), last, 0, window.limit() - bounces.size());
    }
  }

  public Future<ApiResponse> delete(V2Request request, V2Body body, Caller caller) {
    return request
        .delete(caller.account().id())
        .fold(delete -> delete(delete, body), problem -> refused(body, problem));
  }

  private Future<ApiResponse> delete(V2Request.Delete delete, V2Body body) {
    Future<Long> deleted =
        delete.selection() == null
            ? Future.succeededFuture(0L)
            : bus.ask(Operations.DELETE_SELECTED, delete.selection());
    return deleted.map(
        rows -> {
          boolean isMissing = delete.namesAddress() && rows == 0;
          return body.answer(200, body.message(isMissing ? "Email does not exist" : "success"));
        });
  }

  public Future<ApiResponse> count(V2Request request, V2Body body, Caller caller) {
    return request
        .count(caller.account().id())
        .fold(
            selection ->
                bus.ask(Operations.COUNT_BOUNCES, selection)
                    .map(rows -> body.answer(200, body.count(rows))),
            problem -> refused(body, problem));
  }

  private static Future<ApiResponse> refused(V2Body body, Problem problem) {
    return Future.succeededFuture(body.answer(problem.status(), body.problem(problem)));
  }
}
