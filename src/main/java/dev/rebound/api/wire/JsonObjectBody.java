package dev.rebound.api.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Reads bodies that are one JSON object. */
public final class JsonObjectBody {
  private JsonObjectBody() {}

  /**
   * Returns the object, or the problem with the body.
   *
   * @param contentType of the body; empty where the client names none
   */
  public static Result<JsonObject> read(Optional<String> contentType, Buffer body) {
    if (contentType.filter(type -> !MediaType.of(type).isJson()).isPresent()) {
      return new Result.Invalid<>(Problem.NOT_JSON_TYPE);
    }
    try {
      return StrictJson.parse(body) instanceof JsonObject json
          ? new Result.Valid<>(json)
          : new Result.Invalid<>(Problem.NOT_JSON);
    } catch (DecodeException e) {
      return new Result.Invalid<>(Problem.NOT_JSON);
    }
  }
}
