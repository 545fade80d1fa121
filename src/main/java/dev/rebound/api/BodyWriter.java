package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse.Chunk;
import dev.rebound.api.endpoint.BodyStream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes the body of one response, piece by piece: each piece is written when the client has taken
 * the one before, and each chunk is made when the one before is written. So a slow client holds one
 * chunk in the heap and one piece in direct memory. The memory of the largest chunk so far stays
 * reserved until the end: the next chunk is made before its size is known. Fails when the client
 * does not take a piece in time; the connection is closed then.
 */
final class BodyWriter {
  /** The bytes of a piece: as many as a socket buffer takes at once. */
  static final int PIECE_BYTES = 1 << 16;

  static final Duration PIECE_TIMEOUT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final ResponseMemoryLimit memory;
  private final long accountId;
  private final Duration pieceTimeout;
  private final Promise<Void> written = Promise.promise();
  private long reserved;

  /**
   * @param accountId 0 for an unknown caller
   */
  BodyWriter(
      Vertx vertx,
      HttpServerResponse response,
      ResponseMemoryLimit memory,
      long accountId,
      Duration pieceTimeout) {
    this.vertx = vertx;
    this.response = response;
    this.memory = memory;
    this.accountId = accountId;
    this.pieceTimeout = pieceTimeout;
  }

  /** Writes a chunk, whose memory is reserved, and all that follow; ends the response. */
  Future<Void> write(Chunk first) {
    reserved = ResponseMemoryLimit.counted(first.bytes().length());
    writeChunk(first);
    return written.future().onComplete(done -> memory.release(accountId, reserved));
  }

  // A future composed of the next one would hold each chunk until the last is written.
  private void writeChunk(Chunk chunk) {
    // Composed: a write or a chunk that throws would otherwise leave the request open.
    Future.succeededFuture()
        .compose(now -> writePieces(chunk.bytes(), 0, chunk.rest().isEmpty()))
        .onFailure(written::tryFail)
        .onSuccess(
            done ->
                chunk
                    .rest()
                    .ifPresentOrElse(
                        rest ->
                            Future.succeededFuture(rest)
                                .compose(BodyStream::next)
                                .compose(this::reserve)
                                .onFailure(written::tryFail)
                                .onSuccess(this::writeChunk),
                        written::tryComplete));
  }

  private Future<Void> writePieces(Buffer bytes, int from, boolean isLast) {
    int to = Math.min(from + PIECE_BYTES, bytes.length());
    boolean isEnd = to == bytes.length();
    Future<Void> piece =
        taken(
            isEnd && isLast
                ? response.end(bytes.slice(from, to))
                : response.write(bytes.slice(from, to)));
    return isEnd ? piece : piece.compose(done -> writePieces(bytes, to, isLast));
  }

  private Future<Void> taken(Future<Void> write) {
    return write.isComplete()
        ? write
        : write
            .timeout(pieceTimeout.toMillis(), TimeUnit.MILLISECONDS)
            .recover(
                cause ->
                    Future.failedFuture(
                        cause instanceof TimeoutException
                            ? new IOException("the client does not read its response")
                            : cause));
  }

  private Future<Chunk> reserve(Chunk chunk) {
    long missing = ResponseMemoryLimit.counted(chunk.bytes().length() - reserved);
    return memory
        .reserveRest(vertx, accountId, missing)
        .onSuccess(done -> reserved += missing)
        .map(done -> chunk);
  }
}
