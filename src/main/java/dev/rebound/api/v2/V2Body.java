package dev.rebound.api.v2;

import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Bounce;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Writes the body of one v2 response, in JSON or XML (contract, chapter 4). */
interface V2Body {

  String contentType();

  /** Opens the list, writes its first rows, and closes it behind the last row. */
  Buffer start(List<Bounce> bounces, boolean isLast);

  /** Writes more rows, and closes the list behind the last row. */
  Buffer goOn(List<Bounce> bounces, boolean isLast);

  /** Writes the result of a deletion. */
  Buffer message(String text);

  Buffer count(long count);

  Buffer problem(Problem problem);

  /** Returns each error as one text, in v2's words. */
  static List<String> texts(Problem problem) {
    return problem.errors().stream()
        .map(
            error ->
                error.field().map(field -> "error in " + field + ": ").orElse("") + error.message())
        .toList();
  }
}
