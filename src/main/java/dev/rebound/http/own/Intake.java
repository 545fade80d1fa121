package dev.rebound.http.own;

import dev.rebound.bus.EventSender;
import dev.rebound.http.write.Answer;
import dev.rebound.http.write.IngestReport;
import dev.rebound.ingest.Leftovers;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Callable;

/** One request's rows on their way to the store, no faster than the store commits. */
final class Intake {
  // A row or a few; more are read and classified off the event loop.
  private static final int HANDFUL_BYTES = 2048;
  // Of a body that is there already: between two of them the store may catch up.
  private static final int CHUNK_BYTES = 1 << 16;

  private final Context context;
  private final RowReader rows;
  private final EventSender sender;
  private final Leftovers leftovers = new Leftovers();

  Intake(Context context, RowReader rows, EventSender sender) {
    this.context = context;
    this.rows = rows;
    this.sender = sender;
  }

  /** Reads a body and answers when all of it is committed. */
  Future<Answer> readWhole(Buffer body) {
    return readFrom(body, 0).compose(read -> finish(), this::giveUp);
  }

  private Future<Void> readFrom(Buffer body, int at) {
    if (at == body.length()) {
      return Future.succeededFuture();
    }
    int end = Math.min(body.length(), at + CHUNK_BYTES);
    return read(body.slice(at, end)).compose(read -> readFrom(body, end));
  }

  /** Reads on, and completes when more may be read. */
  Future<Void> read(Buffer chunk) {
    Callable<Void> reading =
        () -> {
          rows.feed(chunk.getBytes(), 0, chunk.length(), this::take);
          return null;
        };
    return (chunk.length() > HANDFUL_BYTES ? context.executeBlocking(reading) : call(reading))
        .compose(read -> sender.room());
  }

  private static <T> Future<T> call(Callable<T> callable) {
    try {
      return Future.succeededFuture(callable.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** Tells that this was all, and answers when all of it is committed. */
  Future<Answer> finish() {
    Callable<Void> end =
        () -> {
          rows.finish(this::take);
          return null;
        };
    return call(end)
        .compose(
            ended ->
                sender.finish().map(counts -> Answer.of(200, IngestReport.of(counts, leftovers))),
            this::giveUp);
  }

  /**
   * Answers an input that cannot be read any further: the rows before the fault are kept, and the
   * answer says so; telling them again does no harm. Fails with any other cause.
   */
  Future<Answer> giveUp(Throwable cause) {
    if (!(cause instanceof UnreadableInputException)) {
      return Future.failedFuture(cause);
    }
    return sender
        .finish()
        .map(
            counts ->
                Answer.of(400, IngestReport.of(counts, leftovers).stoppedBy(cause.getMessage())));
  }

  /** What it held besides events. */
  Leftovers leftovers() {
    return leftovers;
  }

  private void take(Row row) {
    if (row instanceof Row.Event accepted) {
      sender.add(accepted.event());
    } else {
      leftovers.add(row);
    }
  }
}
