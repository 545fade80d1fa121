package dev.rebound.api.v2;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Bounce;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * What the legacy API answers, in one of its two forms (contract, chapter 4). Good for one answer.
 */
public interface V2Body {

  String contentType();

  /** What opens the list, its first rows, and what closes it where they are the last. */
  Buffer start(List<Bounce> bounces, boolean isLast);

  /** More rows, and what closes the list where they are the last. */
  Buffer goOn(List<Bounce> bounces, boolean isLast);

  /** The answer of a deletion. */
  Buffer message(String text);

  Buffer count(long count);

  Buffer problem(Problem problem);

  /** An answer of a known body. */
  default ApiResponse answer(int status, Buffer body) {
    return new ApiResponse(status, contentType(), body, null, null, null);
  }

  /** An error as one text, the way the legacy API words it. */
  static List<String> texts(Problem problem) {
    return problem.errors().stream()
        .map(
            error ->
                error.field() == null
                    ? error.message()
                    : "error in " + error.field() + ": " + error.message())
        .toList();
  }
}
