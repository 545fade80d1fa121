package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.BodyMemoryLimit;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.EventSender;
import dev.rebound.ingest.GzipRows;
import dev.rebound.ingest.RowReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Locale;

/** Ingests a body of any length as it arrives, no faster than the store commits. */
final class IngestStream {
  // The most that a long body holds in memory: a mail, or rows until their batch is full.
  private static final int MAX_HELD = 1 << 20;

  private final RoutingContext context;
  private final IngestPipeline pipeline;
  private final BodyMemoryLimit memory;
  private final Promise<ApiResponse> response = Promise.promise();
  private int held;

  private IngestStream(RoutingContext context, IngestPipeline pipeline) {
    this.context = context;
    this.pipeline = pipeline;
    this.memory = BodyMemoryLimit.of(context, BodyMemoryLimit.Share.KNOWN_CALLERS);
  }

  /**
   * Reads the body of a request.
   *
   * @param rows reads the body once it is unpacked
   */
  static Future<ApiResponse> read(
      RoutingContext context, RowReader rows, EventSender sender, IngestMeters meters) {
    String header = context.request().getHeader(HttpHeaders.CONTENT_ENCODING);
    return switch (header == null ? "" : header.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> run(context, rows, sender, meters);
      case "gzip", "x-gzip" -> run(context, new GzipRows(rows), sender, meters);
      default -> ApiResponse.ofProblem(Problem.NOT_GZIP);
    };
  }

  private static Future<ApiResponse> run(
      RoutingContext context, RowReader rows, EventSender sender, IngestMeters meters) {
    return new IngestStream(context, IngestPipeline.of(rows, sender, meters)).run();
  }

  private Future<ApiResponse> run() {
    HttpServerRequest request = context.request();
    request.handler(this::feed);
    request.endHandler(end -> finish());
    request.exceptionHandler(cause -> response.tryFail(new HttpException(400, cause)));
    request.resume();
    return response.future();
  }

  private void feed(Buffer chunk) {
    if (response.future().isComplete()) {
      return;
    }
    RequestData.reportBody(context, chunk);
    if (!reserve(chunk.length())) {
      response.complete(ApiResponse.problem(Problem.UNAVAILABLE));
      return;
    }
    context.request().pause();
    pipeline
        .read(chunk)
        .onSuccess(read -> context.request().resume())
        .onFailure(cause -> settle(pipeline.giveUp(cause)));
  }

  private boolean reserve(int bytes) {
    int more = Math.min(bytes, MAX_HELD - held);
    held += more;
    return memory.reserve(more);
  }

  private void finish() {
    if (!response.future().isComplete()) {
      settle(pipeline.finish());
    }
  }

  private void settle(Future<ApiResponse> result) {
    result.onSuccess(response::tryComplete).onFailure(response::tryFail);
  }
}
