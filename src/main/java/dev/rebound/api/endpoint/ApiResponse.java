package dev.rebound.api.endpoint;

import dev.rebound.api.rebound.IngestReport;
import dev.rebound.api.wire.BounceJson;
import dev.rebound.api.wire.ErrorJson;
import dev.rebound.api.wire.FieldError;
import dev.rebound.api.wire.JsonBody;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;

/**
 * What goes back to a client. The edge adds the headers that every answer has.
 *
 * @param contentType null for none
 * @param body null for none
 * @param link the Link header, or null for none
 * @param next the X-Rebound-Next header: where the next page begins, or null for none
 * @param rest what follows the body, or null when that is all
 */
public record ApiResponse(
    int status, String contentType, Buffer body, String link, String next, BodyStream rest) {
  /** Without a charset: JSON has but one, and SendGrid names none (contract, 2.6). */
  public static final String JSON = "application/json";

  /** 200 with nothing to say. */
  public static final ApiResponse EMPTY = new ApiResponse(200, null, null, null, null, null);

  public static final ApiResponse NO_CONTENT = new ApiResponse(204, null, null, null, null, null);

  public static ApiResponse json(int status, JsonBody.Writer writer) {
    return new ApiResponse(status, JSON, JsonBody.of(writer), null, null, null);
  }

  /**
   * 200 with JSON that is at hand, or the start of it.
   *
   * @param rest null when that is all
   */
  public static ApiResponse json(Buffer body, BodyStream rest) {
    return new ApiResponse(200, JSON, body, null, null, rest);
  }

  public ApiResponse withLink(String header) {
    return new ApiResponse(status, contentType, body, header, next, rest);
  }

  public ApiResponse withNext(String header) {
    return new ApiResponse(status, contentType, body, link, header, rest);
  }

  /** A bare array, keys in alphabetical order (contract, 3.1.1). */
  public static ApiResponse bounces(List<Bounce> bounces) {
    return json(BounceJson.of(bounces), null);
  }

  /** What {@code GET /v3/scopes} says of a key. */
  public static ApiResponse scopes(Set<Scope> scopes) {
    String[] labels = scopes.stream().sorted().map(Scope::label).toArray(String[]::new);
    return json(
        200,
        json -> {
          json.writeStartObject();
          json.writeFieldName("scopes");
          json.writeArray(labels, 0, labels.length);
          json.writeEndObject();
        });
  }

  /** What became of a request's rows. */
  public static ApiResponse of(int status, IngestReport report) {
    return json(status, report::write);
  }

  /** A problem that is known at once. */
  public static Future<ApiResponse> ofProblem(Problem problem) {
    return Future.succeededFuture(problem(problem));
  }

  /** The errors of one problem (contract, 2.5). */
  public static ApiResponse problem(Problem problem) {
    return json(
        problem.status(),
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("errors");
          for (FieldError error : problem.errors()) {
            ErrorJson.write(json, error);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
