package dev.rebound.mock.fault;

import dev.rebound.api.BrokenRequestException;
import dev.rebound.api.endpoint.Answer;
import dev.rebound.api.endpoint.Chunks;
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
  static Answer cut(Answer answer, int bytes, HttpServerResponse response) {
    boolean isWhole = answer.rest() == null;
    if (answer.body() == null || isWhole && answer.body().length() <= bytes) {
      return answer;
    }
    tellLength(answer, response);
    Chunks.Chunk start = cut(new Chunks.Chunk(answer.body(), answer.rest()), bytes);
    return withBody(answer, start);
  }

  private static Chunks.Chunk cut(Chunks.Chunk chunk, int bytes) {
    Buffer body = chunk.bytes();
    if (body.length() > bytes) {
      return new Chunks.Chunk(body.slice(0, bytes), Pieces::breakOff);
    }
    Chunks rest = chunk.rest();
    int left = bytes - body.length();
    return rest == null
        ? chunk
        : new Chunks.Chunk(body, () -> rest.next().map(next -> cut(next, left)));
  }

  // The edge closes the connection of an answer that cannot be finished.
  private static Future<Chunks.Chunk> breakOff() {
    return Future.failedFuture(new BrokenRequestException(new IOException("truncated on demand")));
  }

  /** Sends the body so many bytes at a time, with a pause before each but the first. */
  static Answer drip(Answer answer, int bytes, int everyMillis, HttpServerResponse response) {
    if (answer.body() == null) {
      return answer;
    }
    tellLength(answer, response);
    Chunks.Chunk whole = new Chunks.Chunk(answer.body(), answer.rest());
    return withBody(answer, new Dripping(bytes, everyMillis).first(whole));
  }

  private record Dripping(int bytes, int everyMillis) {
    Chunks.Chunk first(Chunks.Chunk chunk) {
      Buffer body = chunk.bytes();
      Chunks rest = chunk.rest();
      if (body.length() > bytes) {
        Chunks.Chunk others = new Chunks.Chunk(body.slice(bytes, body.length()), rest);
        return new Chunks.Chunk(body.slice(0, bytes), () -> pause().map(past -> first(others)));
      }
      return rest == null
          ? chunk
          : new Chunks.Chunk(body, () -> pause().compose(past -> rest.next()).map(this::first));
    }

    private Future<Void> pause() {
      return Timers.pause(everyMillis);
    }
  }

  private static void tellLength(Answer answer, HttpServerResponse response) {
    if (answer.rest() == null) {
      response.putHeader("Content-Length", Integer.toString(answer.body().length()));
    }
  }

  private static Answer withBody(Answer answer, Chunks.Chunk start) {
    return new Answer(
        answer.status(),
        answer.contentType(),
        start.bytes(),
        answer.link(),
        answer.next(),
        start.rest());
  }
}
