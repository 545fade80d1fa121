package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.bus.EventSender;
import dev.rebound.ingest.GzipRows;
import dev.rebound.ingest.RejectedRows;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Callable;

/** Reads the rows of one request and sends their events, no faster than the store commits. */
final class IngestPipeline {
  // A few rows; a longer body is read and classified off the event loop.
  private static final int SMALL_BYTES = 2048;
  // Bytes read at once. Between two chunks the store may catch up.
  private static final int CHUNK_BYTES = 1 << 16;

  private final Context context = Vertx.currentContext();
  private final RowReader rows;
  private final boolean isPacked;
  private final EventSender sender;
  private final IngestMeters meters;
  private final RejectedRows rejected = new RejectedRows();
  private long received;

  private IngestPipeline(RowReader rows, EventSender sender, IngestMeters meters) {
    this.rows = rows;
    this.isPacked = rows instanceof GzipRows;
    this.sender = sender;
    this.meters = meters;
  }

  /** Returns the pipeline of a request that the calling event loop handles. */
  static IngestPipeline of(RowReader rows, EventSender sender, IngestMeters meters) {
    return new IngestPipeline(rows, sender, meters);
  }

  /** Reads a whole body and responds when all of it is committed. */
  Future<ApiResponse> readWhole(Buffer body) {
    return read(body).compose(read -> finish(), this::giveUp);
  }

  /** Reads more of the body, and completes when the pipeline has room again. */
  Future<Void> read(Buffer bytes) {
    return readFrom(bytes, 0);
  }

  private Future<Void> readFrom(Buffer bytes, int at) {
    if (at == bytes.length()) {
      return Future.succeededFuture();
    }
    int end = Math.min(bytes.length(), at + (isPacked ? GzipRows.CHUNK_BYTES : CHUNK_BYTES));
    return readChunk(bytes.slice(at, end)).compose(read -> readFrom(bytes, end));
  }

  private Future<Void> readChunk(Buffer chunk) {
    received += chunk.length();
    return run(() -> rows.feed(chunk.getBytes(), 0, chunk.length(), this::take))
        .compose(read -> sender.room());
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
    boolean isSmall = received <= SMALL_BYTES && !isPacked;
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
        .compose(
            ended -> sender.finish().map(counts -> IngestReport.of(counts, rejected).response(200)),
            this::giveUp);
  }

  /**
   * Responds to an input that became unreadable: the rows before the fault are kept, and the
   * response says so; ingesting them again does no harm. Fails with any other cause.
   */
  Future<ApiResponse> giveUp(Throwable cause) {
    if (!(cause instanceof UnreadableInputException)) {
      return Future.failedFuture(cause);
    }
    return sender
        .finish()
        .map(
            counts ->
                IngestReport.of(counts, rejected).stoppedBy(cause.getMessage()).response(400));
  }

  RejectedRows rejected() {
    return rejected;
  }

  private void take(Row row) {
    meters.count(row);
    if (row instanceof Row.Event accepted) {
      sender.add(accepted.event());
    } else {
      rejected.add(row);
    }
  }
}
