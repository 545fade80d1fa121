package dev.rebound.http;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/** Formats the responses to broken requests, in the error format of a server. */
@FunctionalInterface
public interface ErrorResponses {

  /**
   * A request that cannot be read to its end.
   *
   * @param status of the response, 400 or above
   * @param requestId the client's {@code X-Request-Id}
   * @param isRouted whether a route has received the request's head
   */
  record BrokenRequest(int status, Optional<String> requestId, boolean isRouted) {}

  /**
   * A response. The connection adds the headers of the framing.
   *
   * @param headers by name
   */
  record ErrorResponse(Map<String, String> headers, Buffer body) {}

  /** Returns the response to a broken request. */
  ErrorResponse of(BrokenRequest request);
}
