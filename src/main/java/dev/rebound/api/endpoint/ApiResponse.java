package dev.rebound.api.endpoint;

import dev.rebound.api.wire.BounceJson;
import dev.rebound.api.wire.ErrorJson;
import dev.rebound.api.wire.JsonBody;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Bounce;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The response to a request. The responder adds the headers that every response has.
 *
 * @param headers of this response alone, by name
 */
public record ApiResponse(int status, Map<String, String> headers, Optional<Body> body) {
  /** Has no charset: JSON has only one, and SendGrid names none (contract, 2.6). */
  public static final String JSON = "application/json";

  /** 200 without a body. */
  public static final ApiResponse EMPTY = new ApiResponse(200, Map.of(), Optional.empty());

  public static final ApiResponse NO_CONTENT = new ApiResponse(204, Map.of(), Optional.empty());

  public ApiResponse {
    headers = Map.copyOf(headers);
  }

  /** A body that is complete, or its first chunk. */
  public record Body(String contentType, Chunk first) {}

  /**
   * A part of a body.
   *
   * @param rest empty for the last chunk
   */
  public record Chunk(Buffer bytes, Optional<BodyStream> rest) {

    public static Chunk last(Buffer bytes) {
      return new Chunk(bytes, Optional.empty());
    }

    public static Chunk followedBy(Buffer bytes, BodyStream rest) {
      return new Chunk(bytes, Optional.of(rest));
    }
  }

  /** Returns a response whose whole body is at hand. */
  public static ApiResponse of(int status, String contentType, Buffer body) {
    return streamed(status, contentType, Chunk.last(body));
  }

  /** Returns a response whose body follows its first chunk. */
  public static ApiResponse streamed(int status, String contentType, Chunk first) {
    return new ApiResponse(status, Map.of(), Optional.of(new Body(contentType, first)));
  }

  public static ApiResponse json(int status, JsonBody.Writer writer) {
    return of(status, JSON, JsonBody.of(writer));
  }

  /** Returns a response with one object, whose members the writer writes. */
  public static ApiResponse object(int status, JsonBody.Writer members) {
    return of(status, JSON, JsonBody.ofObject(members));
  }

  /** Returns 200 with an object, whose only member is an array of objects. */
  public static <T> ApiResponse list(
      String name, List<T> objects, JsonBody.MemberWriter<T> writer) {
    return of(200, JSON, JsonBody.ofList(name, objects, writer));
  }

  /**
   * Returns 200 with {@code {"result":[…],"next":…}}.
   *
   * @param next cursor of the next page; empty where there is none
   */
  public static <T> ApiResponse page(
      List<T> objects, Optional<String> next, JsonBody.MemberWriter<T> writer) {
    return of(200, JSON, JsonBody.ofPage(objects, next, writer));
  }

  /** Returns 200 with a bare array, keys in alphabetical order (contract, 3.1.1). */
  public static ApiResponse bounces(List<Bounce> bounces) {
    return of(200, JSON, BounceJson.of(bounces));
  }

  /** Returns the errors of a problem (contract, 2.5). */
  public static ApiResponse problem(Problem problem) {
    return of(problem.status(), JSON, ErrorJson.of(problem));
  }

  /** Returns the errors of a problem as a future that has succeeded. */
  public static Future<ApiResponse> ofProblem(Problem problem) {
    return Future.succeededFuture(problem(problem));
  }

  public ApiResponse withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new ApiResponse(status, more, body);
  }

  /** Returns the same response with another body of the same type. */
  public ApiResponse withBody(Chunk first) {
    return new ApiResponse(
        status, headers, body.map(replaced -> new Body(replaced.contentType(), first)));
  }
}
