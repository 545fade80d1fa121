package dev.rebound.api.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/** The query of a request, form-decoded. */
public final class Query {
  private Query() {}

  /** Invalid when an escape is. A semicolon separates nothing. */
  public static Result<MultiMap> read(HttpServerRequest request) {
    try {
      return new Result.Valid<>(request.params(true));
    } catch (IllegalArgumentException e) {
      return new Result.Invalid<>(Problem.BAD_REQUEST);
    }
  }
}
