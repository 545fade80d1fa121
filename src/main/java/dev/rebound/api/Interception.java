package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * What stands between the server and its endpoints, one for all event loops: nothing in store mode,
 * the mock's faults in mock mode.
 */
public interface Interception {
  /** Requests reach the edge and answers leave it as they are. */
  Interception NONE =
      new Interception() {
        @Override
        public Handler<HttpServerRequest> before(Edge edge) {
          return edge;
        }

        @Override
        public ApiResponse change(HttpServerRequest request, ApiResponse answer) {
          return answer;
        }
      };

  /** Takes the requests of one event loop in the place of its edge. */
  Handler<HttpServerRequest> before(Edge edge);

  /**
   * What is sent instead of an answer. It may add headers to the response.
   *
   * @param request as it was passed on to the edge
   */
  ApiResponse change(HttpServerRequest request, ApiResponse answer);
}
