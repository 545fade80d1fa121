package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.bus.EventSink;
import dev.rebound.bus.UnavailableException;
import dev.rebound.ingest.RejectedRows;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** Reads the rows of one request into a sink, no faster than it processes the events. */
final class IngestPipeline {
  // A few rows; a longer body is read and classified off the event loop.
  private static final int SMALL_BYTES = 2048;
  private static final Buffer NOTHING = Buffer.buffer();

  private final Context context = Vertx.currentContext();
  private final RowReader rows;
  private final EventSink sink;
  private final Consumer<Row> meter;
  private final UnaryOperator<IngestReport> detail;
  private final RejectedRows rejected = new RejectedRows();
  private long received;

  /**
   * Creates the pipeline of a request that the calling event loop handles.
   *
   * @param meter counts each row
   * @param detail adds to the report what the rows alone do not show
   */
  IngestPipeline(
      RowReader rows, EventSink sink, Consumer<Row> meter, UnaryOperator<IngestReport> detail) {
    this.rows = rows;
    this.sink = sink;
    this.meter = meter;
    this.detail = detail;
  }

  /** Returns the pipeline of an ingest request. */
  static IngestPipeline of(RowReader rows, EventSink sink, IngestMeters meters) {
    return new IngestPipeline(rows, sink, meters::count, UnaryOperator.identity());
  }

  /** Reads a whole body and responds when all of it is committed. */
  Future<ApiResponse> readWhole(Buffer body) {
    return read(body, held -> true).compose(read -> finish(), this::giveUp);
  }

  /**
   * Reads more of the body, and completes when the pipeline has room again.
   *
   * @param memory returns whether the reader and the sink may hold this many bytes
   */
  Future<Void> read(Buffer bytes, LongPredicate memory) {
    return readFrom(bytes, 0, memory);
  }

  private Future<Void> readFrom(Buffer bytes, int at, LongPredicate memory) {
    if (at == bytes.length()) {
      return Future.succeededFuture();
    }
    if (!memory.test(rows.heldBytes() + sink.heldBytes())) {
      return Future.failedFuture(new UnavailableException("the memory for bodies is used up"));
    }
    int end = Math.min(bytes.length(), at + rows.maxChunkBytes());
    return readChunk(bytes.slice(at, end)).compose(read -> readFrom(bytes, end, memory));
  }

  private Future<Void> readChunk(Buffer chunk) {
    received += chunk.length();
    return run(() -> rows.feed(chunk.getBytes(), 0, chunk.length(), this::take))
        .compose(read -> sink.room())
        .compose(room -> rows.hasPending() ? readChunk(NOTHING) : Future.succeededFuture());
  }

  /** A step of reading, which may find the input unreadable. */
  private interface Step {
    void run() throws UnreadableInputException;
  }

  // Counts all bytes so far: a few may complete a row that holds all those before them.
  private Future<Void> run(Step step) {
    Callable<Void> reading =
        () -> {
          step.run();
          return null;
        };
    boolean mayUnpack = rows.maxChunkBytes() < RowReader.CHUNK_BYTES;
    boolean isSmall = received <= SMALL_BYTES && !mayUnpack;
    // Unordered: the steps of one request wait for each other anyway, and an order among all
    // requests of this event loop would let one slow step hold up the others.
    return isSmall ? call(reading) : context.executeBlocking(reading, false);
  }

  private static <T> Future<T> call(Callable<T> callable) {
    try {
      return Future.succeededFuture(callable.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** Ends the body, and responds when all of it is committed. */
  Future<ApiResponse> finish() {
    return run(() -> rows.finish(this::take))
        .compose(ended -> report().map(report -> report.response(200)), this::giveUp);
  }

  private Future<IngestReport> report() {
    return sink.finish().map(counts -> detail.apply(IngestReport.of(counts, rejected)));
  }

  /**
   * Responds to an input that became unreadable: the rows before the fault are kept, and the
   * response says so; ingesting them again does no harm. Fails with any other cause.
   */
  Future<ApiResponse> giveUp(Throwable cause) {
    return cause instanceof UnreadableInputException fault
        ? run(() -> rows.flushHeld(this::take))
            .recover(IngestPipeline::unlessUnreadable)
            .compose(flushed -> report())
            .map(report -> report.stoppedBy(fault).response(400))
        : Future.failedFuture(cause);
  }

  // Only the first fault is reported.
  private static Future<Void> unlessUnreadable(Throwable cause) {
    return cause instanceof UnreadableInputException
        ? Future.succeededFuture()
        : Future.failedFuture(cause);
  }

  RejectedRows rejected() {
    return rejected;
  }

  private void take(Row row) {
    meter.accept(row);
    if (row instanceof Row.Event accepted) {
      sink.add(accepted.event());
    } else {
      rejected.add(row);
    }
  }
}
