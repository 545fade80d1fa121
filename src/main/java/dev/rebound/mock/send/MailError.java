package dev.rebound.mock.send;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An error of the mail service: message, field and help, in this order (contract, 2.5).
 *
 * @param field empty for the whole request
 * @param help a link; empty where SendGrid has none
 */
record MailError(String message, Optional<String> field, Optional<String> help) {
  /** The response to a body that cannot be read. */
  static final MailError BAD_REQUEST = ofRequest("Bad Request");

  private static final String HELP =
      "http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html#";

  /** The refusals to which the mail service has another text than the service of the bounces. */
  private static final Map<Problem, String> MESSAGES =
      Map.of(
          Problem.UNAUTHORIZED,
          "The provided authorization grant is invalid, expired, or revoked",
          Problem.TOO_LARGE,
          "content too large");

  static MailError ofRequest(String message) {
    return new MailError(message, Optional.empty(), Optional.empty());
  }

  /**
   * Returns the error of a field.
   *
   * @param heading in SendGrid's table of errors
   */
  static MailError of(String message, String field, String heading) {
    return new MailError(message, Optional.of(field), Optional.of(HELP + heading));
  }

  static ApiResponse response(int status, List<MailError> errors) {
    JsonArray array = new JsonArray();
    errors.forEach(error -> array.add(error.json()));
    return ApiResponse.of(
        status, ApiResponse.JSON, new JsonObject().put("errors", array).toBuffer());
  }

  private JsonObject json() {
    return new JsonObject()
        .put("message", message)
        .put("field", field.orElse(null))
        .put("help", help.orElse(null));
  }

  /** Returns the response to a request that the router refuses. */
  static ApiResponse response(Problem problem) {
    List<MailError> errors =
        problem.errors().stream()
            .map(
                error ->
                    new MailError(
                        MESSAGES.getOrDefault(problem, error.message()),
                        error.field(),
                        Optional.empty()))
            .toList();
    return response(problem.status(), errors);
  }
}
