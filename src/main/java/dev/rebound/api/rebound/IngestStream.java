package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.BodyMemoryLimit;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.EventSink;
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
import java.util.function.Function;

/** Ingests a body of any length as it arrives, no faster than the store commits. */
final class IngestStream {
  // The most that a long body holds in memory: a mail, or rows until their batch is full.
  private static final int MAX_HELD = 1 << 20;

  private static final String IDENTITY = "identity";

  private final RoutingContext context;
  private final IngestPipeline pipeline;
  private final BodyMemoryLimit memory;
  private final Promise<ApiResponse> response = Promise.promise();
  private int held;
  private long heldByPipeline;

  private IngestStream(RoutingContext context, IngestPipeline pipeline) {
    this.context = context;
    this.pipeline = pipeline;
    this.memory = BodyMemoryLimit.of(context, BodyMemoryLimit.Share.KNOWN_CALLERS);
  }

  /**
   * Ingests the body of a request.
   *
   * @param rows reads the body once it is unpacked
   */
  static Future<ApiResponse> read(
      RoutingContext context, RowReader rows, EventSink sink, IngestMeters meters) {
    return read(context, rows, unpacked -> IngestPipeline.of(unpacked, sink, meters));
  }

  /**
   * Reads the body of a request.
   *
   * @param rows reads the body once it is unpacked
   * @param pipeline returns the pipeline of a reader of the body as it is sent
   */
  static Future<ApiResponse> read(
      RoutingContext context, RowReader rows, Function<RowReader, IngestPipeline> pipeline) {
    return switch (encoding(context)) {
      case IDENTITY -> new IngestStream(context, pipeline.apply(rows)).run();
      case "gzip", "x-gzip" -> new IngestStream(context, pipeline.apply(new GzipRows(rows))).run();
      default -> ApiResponse.ofProblem(Problem.NOT_GZIP);
    };
  }

  /** Returns whether the body arrives as it is, without a Content-Encoding. */
  static boolean isPlain(RoutingContext context) {
    return encoding(context).equals(IDENTITY);
  }

  private static String encoding(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.CONTENT_ENCODING);
    String name = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    return name.isEmpty() ? IDENTITY : name;
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
        .read(chunk, this::reserveForPipeline)
        .onSuccess(read -> context.request().resume())
        .onFailure(cause -> settle(pipeline.giveUp(cause)));
  }

  private boolean reserve(int bytes) {
    int more = Math.min(bytes, MAX_HELD - held);
    held += more;
    return memory.reserve(more);
  }

  private boolean reserveForPipeline(long bytes) {
    long more = Math.max(0, bytes - heldByPipeline);
    heldByPipeline += more;
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
