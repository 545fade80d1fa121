package dev.rebound.api.v2;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * One of v2's two response formats.
 *
 * @param extension of the paths that respond in it
 */
public record V2Format(String extension, boolean isXml, Options options) {

  public static V2Format json(Options options) {
    return new V2Format("json", false, options);
  }

  public static V2Format xml(Options options) {
    return new V2Format("xml", true, options);
  }

  /** Returns the writer of one response. */
  V2Body body(boolean isDateAsked) {
    Times times = new Times(isDateAsked, options.zone());
    return isXml ? new V2Xml(times) : new V2Json(options, times);
  }

  public ApiResponse problem(Problem problem) {
    V2Body body = body(false);
    return ApiResponse.of(problem.status(), body.contentType(), body.problem(problem));
  }

  /**
   * Settings where v2's documents and recordings differ (contract, 4.1, 4.2 and 4.4).
   *
   * @param jsonContentType of JSON responses
   * @param integerCount whether a count is a JSON number instead of a string
   * @param zone of days and times
   */
  public record Options(String jsonContentType, boolean integerCount, ZoneId zone) {}

  /**
   * Formats the times of responses, {@code YYYY-MM-DD HH:MM:SS} (contract, 4.2).
   *
   * @param isAsked whether the client wants times
   */
  record Times(boolean isAsked, ZoneId zone) {
    private static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    String text(long seconds) {
      return FORMAT.format(Instant.ofEpochSecond(seconds).atZone(zone));
    }
  }
}
