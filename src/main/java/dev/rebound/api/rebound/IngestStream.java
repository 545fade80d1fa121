package dev.rebound.api.rebound;

import dev.rebound.api.BrokenRequestException;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.BodyMemoryLimit;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.EventSender;
import dev.rebound.ingest.RowReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** One request's body as it arrives, of any length. Reads no faster than the store commits. */
final class IngestStream {
  // What a long one holds at most: a mail, or rows until their batch is full.
  private static final int MAX_HELD = 1 << 20;

  private final HttpServerRequest request;
  private final IngestPipeline intake;
  private final BodyMemoryLimit room;
  private int held;
  private final Promise<ApiResponse> promise = Promise.promise();

  private IngestStream(HttpServerRequest request, IngestPipeline intake) {
    this.request = request;
    this.intake = intake;
    this.room = BodyMemoryLimit.of(request);
  }

  /** Of a request that is being handled. */
  static IngestStream of(
      HttpServerRequest request, RowReader rows, EventSender sender, IngestMeters meters) {
    return new IngestStream(
        request, new IngestPipeline(Vertx.currentContext(), rows, sender, meters));
  }

  Future<ApiResponse> run() {
    request.handler(this::feed);
    request.endHandler(end -> finish());
    request.exceptionHandler(cause -> promise.tryFail(new BrokenRequestException(cause)));
    request.resume();
    return promise.future();
  }

  private void feed(Buffer chunk) {
    if (promise.future().isComplete()) {
      return;
    }
    if (!hasRoom(chunk.length())) {
      promise.complete(ApiResponse.problem(Problem.UNAVAILABLE));
      return;
    }
    request.pause();
    intake
        .read(chunk)
        .onSuccess(read -> request.resume())
        .onFailure(cause -> settle(intake.giveUp(cause)));
  }

  private boolean hasRoom(int bytes) {
    int more = Math.min(bytes, MAX_HELD - held);
    held += more;
    return room.take(more);
  }

  private void finish() {
    if (!promise.future().isComplete()) {
      settle(intake.finish());
    }
  }

  private void settle(Future<ApiResponse> answer) {
    answer.onSuccess(promise::tryComplete).onFailure(promise::tryFail);
  }
}
