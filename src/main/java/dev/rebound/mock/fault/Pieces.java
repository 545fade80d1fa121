package dev.rebound.mock.fault;

import dev.rebound.api.BrokenRequestException;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.BodyStream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;

/**
 * Answers that are sent in parts, or in part. Their headers stay what they were: a length that was
 * known is told.
 */
final class Pieces {
  private Pieces() {}

  /** Breaks off behind so many bytes of the body. */
  static ApiResponse cut(ApiResponse answer, int bytes, HttpServerResponse response) {
    boolean isWhole = answer.rest() == null;
    if (answer.body() == null || isWhole && answer.body().length() <= bytes) {
      return answer;
    }
    tellLength(answer, response);
    BodyStream.Chunk start = cut(new BodyStream.Chunk(answer.body(), answer.rest()), bytes);
    return withBody(answer, start);
  }

  private static BodyStream.Chunk cut(BodyStream.Chunk chunk, int bytes) {
    Buffer body = chunk.bytes();
    if (body.length() > bytes) {
      return new BodyStream.Chunk(body.slice(0, bytes), Pieces::breakOff);
    }
    BodyStream rest = chunk.rest();
    int left = bytes - body.length();
    return rest == null
        ? chunk
        : new BodyStream.Chunk(body, () -> rest.next().map(next -> cut(next, left)));
  }

  // The edge closes the connection of an answer that cannot be finished.
  private static Future<BodyStream.Chunk> breakOff() {
    return Future.failedFuture(new BrokenRequestException(new IOException("truncated on demand")));
  }

  /** Sends the body so many bytes at a time, with a pause before each but the first. */
  static ApiResponse drip(
      ApiResponse answer, int bytes, int everyMillis, HttpServerResponse response) {
    if (answer.body() == null) {
      return answer;
    }
    tellLength(answer, response);
    BodyStream.Chunk whole = new BodyStream.Chunk(answer.body(), answer.rest());
    return withBody(answer, new Dripping(bytes, everyMillis).first(whole));
  }

  private record Dripping(int bytes, int everyMillis) {
    BodyStream.Chunk first(BodyStream.Chunk chunk) {
      Buffer body = chunk.bytes();
      BodyStream rest = chunk.rest();
      if (body.length() > bytes) {
        BodyStream.Chunk others = new BodyStream.Chunk(body.slice(bytes, body.length()), rest);
        return new BodyStream.Chunk(body.slice(0, bytes), () -> pause().map(past -> first(others)));
      }
      return rest == null
          ? chunk
          : new BodyStream.Chunk(body, () -> pause().compose(past -> rest.next()).map(this::first));
    }

    private Future<Void> pause() {
      return Timers.pause(everyMillis);
    }
  }

  private static void tellLength(ApiResponse answer, HttpServerResponse response) {
    if (answer.rest() == null) {
      response.putHeader("Content-Length", Integer.toString(answer.body().length()));
    }
  }

  private static ApiResponse withBody(ApiResponse answer, BodyStream.Chunk start) {
    return new ApiResponse(
        answer.status(),
        answer.contentType(),
        start.bytes(),
        answer.link(),
        answer.next(),
        start.rest());
  }
}
