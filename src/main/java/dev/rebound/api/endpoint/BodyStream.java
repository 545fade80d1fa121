package dev.rebound.api.endpoint;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** The rest of a body that is made while it is sent, each part when the one before has gone. */
@FunctionalInterface
public interface BodyStream {
  Future<Chunk> next();

  /**
   * A part of a body.
   *
   * @param rest null after the last
   */
  record Chunk(Buffer bytes, BodyStream rest) {}
}
