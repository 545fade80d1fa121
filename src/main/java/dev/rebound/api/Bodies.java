package dev.rebound.api;

import dev.rebound.api.endpoint.BodyMemoryLimit;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads whole bodies, which are small: those of {@code DELETE}, forms, and what is signed. */
public final class Bodies {
  /** Bytes; larger ones get 413 (contract, chapter 9, row 7). */
  public static final int MAX_LENGTH = 1 << 20;

  /** Bytes of a form, which is read before its sender is known. */
  static final int MAX_FORM_LENGTH = 1 << 14;

  private Bodies() {}

  /** Resumes a paused request and waits for its body. Fails only when the connection does. */
  public static Future<Result<Buffer>> read(HttpServerRequest request) {
    return read(request, MAX_LENGTH);
  }

  /**
   * The same, of another length.
   *
   * @param maxLength bytes; larger bodies get 413, and 503 those that there is no room for now
   */
  public static Future<Result<Buffer>> read(HttpServerRequest request, int maxLength) {
    Promise<Result<Buffer>> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    BodyMemoryLimit room = BodyMemoryLimit.of(request);
    request.handler(
        chunk -> {
          if (promise.future().isComplete()) {
            return;
          }
          if (body.length() + chunk.length() > maxLength) {
            promise.complete(new Result.Invalid<>(Problem.TOO_LARGE));
          } else if (!room.take(chunk.length())) {
            promise.complete(new Result.Invalid<>(Problem.UNAVAILABLE));
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(end -> promise.tryComplete(new Result.Valid<>(body)));
    request.exceptionHandler(cause -> promise.tryFail(new BrokenRequestException(cause)));
    request.resume();
    return promise.future();
  }
}
