package dev.rebound.api.v2;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.Problem;

/**
 * One of v2's two response formats.
 *
 * @param extension of the paths that respond in it
 */
public record V2Format(String extension, boolean isXml, V2Options options) {

  public static V2Format json(V2Options options) {
    return new V2Format("json", false, options);
  }

  public static V2Format xml(V2Options options) {
    return new V2Format("xml", true, options);
  }

  /** Returns the writer of one response. */
  V2Body body(boolean isDateAsked) {
    V2Times times = new V2Times(isDateAsked, options.zone());
    return isXml ? new V2Xml(times) : new V2Json(options, times);
  }

  public ApiResponse problem(Problem problem) {
    V2Body body = body(false);
    return ApiResponse.of(problem.status(), body.contentType(), body.problem(problem));
  }
}
