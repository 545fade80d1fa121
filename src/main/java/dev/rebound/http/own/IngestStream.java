package dev.rebound.http.own;

import dev.rebound.bounce.IngestCounts;
import dev.rebound.bounce.RejectedRow;
import dev.rebound.bus.EventSender;
import dev.rebound.http.write.Answer;
import dev.rebound.http.write.IngestReport;
import dev.rebound.ingest.JsonRows;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.UnreadableInputException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** One request's rows on their way to the store. Reads no faster than the store commits. */
final class IngestStream {
  private final HttpServerRequest request;
  private final JsonRows rows;
  private final EventSender sender;
  private final List<RejectedRow> rejected = new ArrayList<>();
  private final Promise<Answer> promise = Promise.promise();
  private long rejections;

  IngestStream(HttpServerRequest request, JsonRows rows, EventSender sender) {
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
    try {
      rows.feed(chunk.getBytes(), 0, chunk.length(), this::take);
      sender.room().onSuccess(room -> request.resume()).onFailure(promise::tryFail);
    } catch (UnreadableInputException e) {
      giveUp(e);
    }
  }

  private void finish() {
    if (promise.future().isComplete()) {
      return;
    }
    try {
      rows.finish(this::take);
      sender.finish().map(counts -> Answer.of(200, report(counts))).onComplete(promise);
    } catch (UnreadableInputException e) {
      giveUp(e);
    }
  }

  // The rows before the fault are kept, and the answer says so: telling them again does no harm.
  private void giveUp(UnreadableInputException fault) {
    sender
        .finish()
        .map(counts -> Answer.of(400, report(counts).stoppedBy(fault.getMessage())))
        .onComplete(promise);
  }

  private void take(Row row) {
    if (row instanceof Row.Event accepted) {
      sender.add(accepted.event());
      return;
    }
    rejections++;
    if (rejected.size() < IngestReport.MAX_REJECTED) {
      rejected.add(((Row.Rejected) row).row());
    }
  }

  private IngestReport report(IngestCounts counts) {
    return new IngestReport(counts, rejected, rejections, null);
  }
}
