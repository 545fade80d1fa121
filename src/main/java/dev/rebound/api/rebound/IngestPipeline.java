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
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Callable;

/** One request's rows on their way to the store, no faster than the store commits. */
final class IngestPipeline {
  // A row or a few; more are read and classified off the event loop.
  private static final int HANDFUL_BYTES = 2048;
  // What is read at once: between two of them the store may catch up.
  private static final int CHUNK_BYTES = 1 << 16;

  private final Context context;
  private final RowReader rows;
  private final boolean isPacked;
  private final EventSender sender;
  private final IngestMeters meters;
  private final RejectedRows leftovers = new RejectedRows();
  private long received;

  IngestPipeline(Context context, RowReader rows, EventSender sender, IngestMeters meters) {
    this.context = context;
    this.rows = rows;
    this.isPacked = rows instanceof GzipRows;
    this.sender = sender;
    this.meters = meters;
  }

  /** Reads a body and answers when all of it is committed. */
  Future<ApiResponse> readWhole(Buffer body) {
    return read(body).compose(read -> finish(), this::giveUp);
  }

  /** Reads on, and completes when more may be read. */
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

  /** A step of reading; it may find the input unreadable. */
  private interface Step {
    void run() throws UnreadableInputException;
  }

  // A few bytes may end a row that holds all those before them.
  private Future<Void> run(Step step) {
    Callable<Void> reading =
        () -> {
          step.run();
          return null;
        };
    boolean isHandful = received <= HANDFUL_BYTES && !isPacked;
    // Unordered, as the steps of one request wait for each other by themselves: the order would be
    // that of all requests of this event loop, which one slow step would then hold up.
    return isHandful ? call(reading) : context.executeBlocking(reading, false);
  }

  private static <T> Future<T> call(Callable<T> callable) {
    try {
      return Future.succeededFuture(callable.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** Tells that this was all, and answers when all of it is committed. */
  Future<ApiResponse> finish() {
    return run(() -> rows.finish(this::take))
        .compose(
            ended ->
                sender
                    .finish()
                    .map(counts -> ApiResponse.of(200, IngestReport.of(counts, leftovers))),
            this::giveUp);
  }

  /**
   * Answers an input that cannot be read any further: the rows before the fault are kept, and the
   * answer says so; telling them again does no harm. Fails with any other cause.
   */
  Future<ApiResponse> giveUp(Throwable cause) {
    if (!(cause instanceof UnreadableInputException)) {
      return Future.failedFuture(cause);
    }
    return sender
        .finish()
        .map(
            counts ->
                ApiResponse.of(
                    400, IngestReport.of(counts, leftovers).stoppedBy(cause.getMessage())));
  }

  /** What it held besides events. */
  RejectedRows leftovers() {
    return leftovers;
  }

  private void take(Row row) {
    meters.read(row);
    if (row instanceof Row.Event accepted) {
      sender.add(accepted.event());
    } else {
      leftovers.add(row);
    }
  }
}
