package dev.rebound.api.endpoint;

import io.vertx.core.Future;

/** The rest of a response body. Each chunk is made when the one before has been written. */
@FunctionalInterface
public interface BodyStream {

  Future<ApiResponse.Chunk> next();
}
