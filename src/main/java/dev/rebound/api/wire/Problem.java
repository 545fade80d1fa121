package dev.rebound.api.wire;

import java.util.List;
import java.util.Optional;

/**
 * The refusal of a request: a status of 400 or above with SendGrid's texts (contract, 2.5 and
 * chapter 9).
 */
public record Problem(int status, List<FieldError> errors) {
  public static final Problem AUTHORIZATION_REQUIRED = of(401, "authorization required");
  public static final Problem UNAUTHORIZED = of(401, "unauthorized");
  public static final Problem ACCESS_FORBIDDEN = of(403, "access forbidden");
  public static final Problem NOT_FOUND = of(404, "resource not found");
  public static final Problem METHOD_NOT_ALLOWED = of(405, "method not allowed");
  public static final Problem NOT_ACCEPTABLE = of(406, "not acceptable");
  public static final Problem REQUEST_TIMEOUT = of(408, "request timeout");
  public static final Problem TOO_LARGE = of(413, "request entity too large");
  public static final Problem URI_TOO_LONG = of(414, "request uri too long");
  public static final Problem NOT_JSON_TYPE = of(415, "Content-Type should be application/json.");
  public static final Problem NOT_GZIP = of(415, "Content-Encoding should be gzip or identity.");
  public static final Problem NOT_MAIL_TYPE =
      of(
          415,
          "Content-Type should be message/rfc822, application/mbox, or multipart/mixed, digest or"
              + " form-data with a boundary.");
  public static final Problem TOO_MANY_REQUESTS = of(429, "too many requests");
  public static final Problem HEADERS_TOO_LARGE = of(431, "request header fields too large");
  public static final Problem INTERNAL = of(500, "internal server error");
  public static final Problem UNAVAILABLE = of(503, "service unavailable");
  public static final Problem VERSION_NOT_SUPPORTED = of(505, "http version not supported");
  public static final Problem BAD_REQUEST = of(400, "bad request");
  public static final Problem NOT_JSON = of(400, "Request body is not valid json");

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(int status, String message) {
    return new Problem(status, List.of(FieldError.ofRequest(message)));
  }

  public static Problem ofField(String field, String message) {
    return new Problem(400, List.of(FieldError.of(field, message)));
  }

  /**
   * One error of a request.
   *
   * @param field the parameter or field at fault; empty for the whole request
   */
  public record FieldError(Optional<String> field, String message) {

    public static FieldError of(String field, String message) {
      return new FieldError(Optional.of(field), message);
    }

    public static FieldError ofRequest(String message) {
      return new FieldError(Optional.empty(), message);
    }
  }
}
