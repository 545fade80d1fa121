package dev.rebound.mock.hook;

import dev.rebound.api.endpoint.ApiResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Refuses a request with a message in SendGrid's format. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient JsonObject error;

  RefusedException(int status, JsonObject error) {
    this.status = status;
    this.error = error;
  }

  static RefusedException of(int status, String message) {
    return new RefusedException(status, new JsonObject().put("message", message));
  }

  static RefusedException unknownId() {
    return of(404, "Invalid id provided.");
  }

  ApiResponse response() {
    JsonObject errors = new JsonObject().put("errors", new JsonArray().add(error));
    return ApiResponse.of(status, ApiResponse.JSON, errors.toBuffer());
  }
}
