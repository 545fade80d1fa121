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
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.Callable;

/** One request's rows on their way to the store. Reads no faster than the store commits. */
final class IngestStream {
  // A row or a few; more are read and classified off the event loop.
  private static final int HANDFUL_BYTES = 2048;

  private final Context context;
  private final HttpServerRequest request;
  private final RowReader rows;
  private final EventSender sender;
  private final Leftovers leftovers = new Leftovers();
  private final Promise<Answer> promise = Promise.promise();

  IngestStream(Context context, HttpServerRequest request, RowReader rows, EventSender sender) {
    this.context = context;
    this.request = request;
    this.rows = rows;
    this.sender = sender;
  }

  Future<Answer> run() {
    request.handler(this::feed);
    request.endHandler(end -> finish());
    request.exceptionHandler(promise::tryFail);
    request.resume();
    return promise.future();
  }

  private void feed(Buffer chunk) {
    if (promise.future().isComplete()) {
      return;
    }
    request.pause();
    read(chunk)
        .compose(read -> sender.room())
        .onSuccess(room -> request.resume())
        .onFailure(this::stop);
  }

  private Future<Void> read(Buffer chunk) {
    Callable<Void> reading =
        () -> {
          rows.feed(chunk.getBytes(), 0, chunk.length(), this::take);
          return null;
        };
    return chunk.length() > HANDFUL_BYTES ? context.executeBlocking(reading) : call(reading);
  }

  private static Future<Void> call(Callable<Void> reading) {
    try {
      return Future.succeededFuture(reading.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  private void stop(Throwable cause) {
    if (cause instanceof UnreadableInputException fault) {
      giveUp(fault);
    } else {
      promise.tryFail(cause);
    }
  }

  private void finish() {
    if (promise.future().isComplete()) {
      return;
    }
    try {
      rows.finish(this::take);
      sender
          .finish()
          .map(counts -> Answer.of(200, IngestReport.of(counts, leftovers)))
          .onSuccess(promise::tryComplete)
          .onFailure(promise::tryFail);
    } catch (UnreadableInputException e) {
      giveUp(e);
    }
  }

  // The rows before the fault are kept, and the answer says so: telling them again does no harm.
  private void giveUp(UnreadableInputException fault) {
    sender
        .finish()
        .map(
            counts ->
                Answer.of(400, IngestReport.of(counts, leftovers).stoppedBy(fault.getMessage())))
        .onSuccess(promise::tryComplete)
        .onFailure(promise::tryFail);
  }

  private void take(Row row) {
    if (row instanceof Row.Event accepted) {
      sender.add(accepted.event());
    } else {
      leftovers.add(row);
    }
  }
}
