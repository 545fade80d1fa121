package dev.rebound.http.own;

import dev.rebound.http.write.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** One request's body as it arrives, of any length. Reads no faster than the store commits. */
final class IngestStream {
  private final HttpServerRequest request;
  private final Intake intake;
  private final Promise<Answer> promise = Promise.promise();

  IngestStream(HttpServerRequest request, Intake intake) {
    this.request = request;
    this.intake = intake;
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
    intake
        .read(chunk)
        .onSuccess(read -> request.resume())
        .onFailure(cause -> settle(intake.giveUp(cause)));
  }

  private void finish() {
    if (!promise.future().isComplete()) {
      settle(intake.finish());
    }
  }

  private void settle(Future<Answer> answer) {
    answer.onSuccess(promise::tryComplete).onFailure(promise::tryFail);
  }
}
