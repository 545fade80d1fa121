package dev.rebound.mock.fault;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.ApiResponse.Chunk;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.handler.HttpException;
import java.util.Optional;

/** Sends a response in pieces, or in part. Its headers stay: a known length is still sent. */
final class Pieces {
  private Pieces() {}

  /** Breaks a response off behind some bytes of its body. */
  static ApiResponse cut(ApiResponse response, int bytes, HttpServerResponse head) {
    Optional<Chunk> body = response.body().map(ApiResponse.Body::first);
    if (body.filter(whole -> isLonger(whole, bytes)).isEmpty()) {
      return response;
    }
    setLength(body.get(), head);
    return response.withBody(cut(body.get(), bytes));
  }

  private static boolean isLonger(Chunk body, int bytes) {
    return body.rest().isPresent() || body.bytes().length() > bytes;
  }

  private static Chunk cut(Chunk chunk, int bytes) {
    Buffer body = chunk.bytes();
    if (body.length() > bytes) {
      return Chunk.followedBy(body.slice(0, bytes), Pieces::breakOff);
    }
    int left = bytes - body.length();
    return chunk
        .rest()
        .map(rest -> Chunk.followedBy(body, () -> rest.next().map(next -> cut(next, left))))
        .orElse(chunk);
  }

  // The failure handler closes the connection of a response that cannot be finished.
  private static Future<Chunk> breakOff() {
    return Future.failedFuture(new HttpException(400, "truncated by a fault rule"));
  }

  /** Sends the body some bytes at a time, with a pause before each piece but the first. */
  static ApiResponse drip(
      ApiResponse response, int bytes, int everyMillis, HttpServerResponse head) {
    return response
        .body()
        .map(
            body -> {
              setLength(body.first(), head);
              return response.withBody(new Dripping(bytes, everyMillis).first(body.first()));
            })
        .orElse(response);
  }

  private record Dripping(int bytes, int everyMillis) {
    Chunk first(Chunk chunk) {
      Buffer body = chunk.bytes();
      if (body.length() > bytes) {
        Chunk others = new Chunk(body.slice(bytes, body.length()), chunk.rest());
        return Chunk.followedBy(body.slice(0, bytes), () -> pause().map(past -> first(others)));
      }
      return chunk
          .rest()
          .map(
              rest ->
                  Chunk.followedBy(
                      body, () -> pause().compose(past -> rest.next()).map(this::first)))
          .orElse(chunk);
    }

    private Future<Void> pause() {
      return Delay.pause(everyMillis);
    }
  }

  private static void setLength(Chunk body, HttpServerResponse head) {
    if (body.rest().isEmpty()) {
      head.putHeader("Content-Length", Integer.toString(body.bytes().length()));
    }
  }
}
