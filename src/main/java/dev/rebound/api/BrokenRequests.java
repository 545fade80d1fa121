package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.ErrorJson;
import dev.rebound.api.wire.Problem;
import dev.rebound.http.ErrorResponses;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Responds to broken requests in the API's error format. For one event loop. */
final class BrokenRequests implements ErrorResponses {
  private final RequestLog log;
  private final Responder responder;
  private final SecurityHeaders security;

  BrokenRequests(RequestLog log, Responder responder, SecurityHeaders security) {
    this.log = log;
    this.responder = responder;
    this.security = security;
  }

  @Override
  public ErrorResponse of(BrokenRequest request) {
    Buffer body = ErrorJson.of(problem(request.status()));
    String id = RequestData.requestId(request.requestId());
    // The end of a routed request is logged with its route.
    if (!request.isRouted()) {
      log.recordUnrouted(id, request.status(), body.length());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(RequestData.REQUEST_ID.toString(), id);
    headers.put("Date", responder.date());
    headers.put("Content-Type", ApiResponse.JSON);
    security.set((name, value) -> headers.put(name.toString(), value.toString()));
    return new ErrorResponse(headers, body);
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 408 -> Problem.REQUEST_TIMEOUT;
      case 414 -> Problem.URI_TOO_LONG;
      case 431 -> Problem.HEADERS_TOO_LARGE;
      case 505 -> Problem.VERSION_NOT_SUPPORTED;
      default -> Problem.BAD_REQUEST;
    };
  }
}
