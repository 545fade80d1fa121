package dev.rebound.api.endpoint;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** The rest of a response body. Each chunk is made when the one before has been written. */
@FunctionalInterface
public interface BodyStream {

  Future<Chunk> next();

  /**
   * A part of a body.
   *
   * @param rest empty for the last chunk
   */
  record Chunk(Buffer bytes, Optional<BodyStream> rest) {

    public static Chunk last(Buffer bytes) {
      return new Chunk(bytes, Optional.empty());
    }

    public static Chunk followedBy(Buffer bytes, BodyStream rest) {
      return new Chunk(bytes, Optional.of(rest));
    }
  }
}
